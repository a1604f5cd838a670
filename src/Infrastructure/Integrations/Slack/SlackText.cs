using TaskFlow.Application.Deliveries;

namespace TaskFlow.Infrastructure.Integrations.Slack;

/// <summary>A message in Slack's mrkdwn. What people wrote stays text: unescaped, <c>&lt;!channel&gt;</c> in a title would call everybody.</summary>
internal static class SlackText
{
    /// <summary>Slack cuts messages at 40 000 characters and advises 4 000.</summary>
    private const int Longest = 4000;

    public static string Of(OutgoingMessage message)
    {
        var head = $"*{Escape(MessageParts.OneLine(message.Subject))}*";
        var tail = message.Link is { } link
            ? $"\n<{Escape(link.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal))}|Open in TaskFlow>"
            : "";
        var text = message.Text;
        if (text.Length > Longest)
            text = text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…";
        return text.Length == 0 ? head + tail : $"{head}\n{Escape(text)}{tail}";
    }

    /// <summary>The three characters that Slack's documentation names.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
