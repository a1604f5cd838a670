using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using TaskFlow.Application.Deliveries;

namespace TaskFlow.Infrastructure.Integrations;

/// <summary>Parts of a message in forms that no channel can be tricked with.</summary>
internal static class MessageParts
{
    private const int LongestSubject = 200;

    // Unicode's own line ends too: some mail programs take them for one.
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\u0085\u2028\u2029");

    /// <summary>One line, whatever names and titles hold: a line break in a subject would begin a header of the writer's choice.</summary>
    public static string OneLine(string text)
    {
        var line = string.Create(
                text.Length,
                text,
                static (span, source) =>
                {
                    for (var i = 0; i < span.Length; i++)
                        span[i] = char.IsControl(source[i]) || LineEnds.Contains(source[i]) ? ' ' : source[i];
                }
            )
            .Trim();
        if (line.Length <= LongestSubject)
            return line;
        var end = char.IsHighSurrogate(line[LongestSubject - 2]) ? LongestSubject - 2 : LongestSubject - 1;
        return line[..end] + "…";
    }

    /// <summary>The plain text of an e-mail.</summary>
    public static string Body(OutgoingMessage message) =>
        message.Link is { } link ? $"{message.Text}\n\n{link.AbsoluteUri}\n" : message.Text + "\n";

    /// <summary>All deliveries that a message tells of, the one that gives it its id first.</summary>
    public static string Ids(OutgoingMessage message) => string.Join(' ', message.FoldedIds.Prepend(message.DeliveryId));

    /// <summary>Whether a secret can stand in a header; one with a line break or an accent was pasted wrongly.</summary>
    public static bool IsToken(string secret) => secret.Length > 0 && secret.All(c => c is > ' ' and <= '~');

    /// <summary>A body of known length: not every receiver takes chunks.</summary>
    public static ByteArrayContent Json<T>(T value) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, Application.Common.Json.Options))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
        };

    /// <summary>A base address with or without its last slash.</summary>
    public static Uri Below(Uri baseAddress, string path) => new($"{baseAddress.AbsoluteUri.TrimEnd('/')}/{path}");
}
