namespace TaskFlow.Application.Common.Messaging;

/// <summary>An answer as bytes: what the first caller gets and every replay gets again (C-3.1).</summary>
public sealed record RenderedAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>The HTTP request behind a command: its key, its fingerprint, and how its result becomes an answer. Lives as long as the request.</summary>
public sealed class IdempotentRequest
{
    /// <summary>The client's <c>Idempotency-Key</c>; null = none was sent, or the route ignores it.</summary>
    public string? Key { get; set; }

    /// <summary>SHA-256 over method, path, query, media type, <c>If-Match</c> and body.</summary>
    public byte[] Fingerprint { get; set; } = [];

    /// <summary>Renders the value of a successful result; the second form leaves out what must not be stored.</summary>
    public Func<object, (RenderedAnswer Answer, RenderedAnswer Stored)>? Render { get; set; }

    /// <summary>What was answered, once the effect committed.</summary>
    public RenderedAnswer? Answer { get; set; }

    public bool IsReplay { get; set; }
}
