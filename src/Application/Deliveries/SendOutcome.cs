namespace TaskFlow.Application.Deliveries;

/// <summary>What one try came to: the classes of reliability.md C-1.1.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>The receiver has it.</summary>
    public sealed record Delivered(string? ProviderMessageId) : SendOutcome;

    /// <summary>It was certainly not processed (no connection, no TLS, request not fully written): sending again makes no duplicate.</summary>
    public sealed record NotSent(string Error) : SendOutcome;

    /// <summary>It may have been processed: time-out or reset after sending, a 5xx, an answer that cannot be read.</summary>
    public sealed record Ambiguous(string Error) : SendOutcome;

    /// <summary>The receiver asks to wait; uses up no try.</summary>
    public sealed record Throttled(TimeSpan RetryAfter, string Error) : SendOutcome;

    /// <summary>The credential is refused: every delivery of the destination waits until somebody mends it.</summary>
    public sealed record CredentialDead(string Error) : SendOutcome;

    /// <summary>It will never be taken.</summary>
    /// <param name="DestinationIsGone">The receiver wants nothing more at all (410): the destination is switched off.</param>
    public sealed record Refused(string Error, bool DestinationIsGone = false) : SendOutcome;

    /// <summary>The destination's breaker is open: nothing was sent, no try was used.</summary>
    /// <param name="ProbeAt">When the next try is let through.</param>
    public sealed record Waiting(DateTimeOffset ProbeAt) : SendOutcome;
}
