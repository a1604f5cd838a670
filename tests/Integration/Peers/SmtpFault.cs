namespace TaskFlow.Integration.Peers;

/// <summary>Where in the dialogue of RFC 5321 something happens.</summary>
public enum SmtpStage
{
    /// <summary>Instead of the greeting.</summary>
    Greeting,
    Auth,
    Mail,
    Recipient,

    /// <summary>When the text is announced.</summary>
    Data,

    /// <summary>When the text has been read to its last line.</summary>
    Text,
}

/// <summary>One misbehaviour.</summary>
/// <param name="Reply">The line that is sent instead; null to send none.</param>
/// <param name="Reset">Tear the connection down; otherwise, without a reply, stay silent.</param>
public sealed record SmtpFault(SmtpStage Stage, string? Reply = null, bool Reset = false);

/// <summary>A message that was read to its end.</summary>
public sealed record SmtpReceipt(string From, IReadOnlyList<string> To, string Text, bool Encrypted, string? User, DateTimeOffset At)
{
    /// <summary>The value of a header, unfolded.</summary>
    public string? Header(string name)
    {
        var head = Text[..Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal);
        return head.Split("\r\n")
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim())
            .SingleOrDefault();
    }
}
