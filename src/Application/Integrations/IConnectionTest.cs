using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Integrations;

/// <summary>Sends one message through an integration's channel, now and once, whether it is enabled or not. The outside world's.</summary>
public interface IConnectionTest
{
    /// <returns>A refusal when there is no such integration, or when nothing is sent to its kind.</returns>
    Task<Result<ConnectionTried>> TryAsync(Guid organizationId, Guid integrationId, CancellationToken cancellationToken);
}

/// <summary>What came of a test.</summary>
/// <param name="Detail">For people; what the receiver or the network said, without secrets.</param>
public sealed record ConnectionTried(ConnectionOutcome Outcome, string Detail, TimeSpan Duration);

/// <summary>The outcomes of reliability.md C-1.1, as somebody who connects a product reads them.</summary>
public enum ConnectionOutcome
{
    Delivered,

    /// <summary>The receiver was not reached.</summary>
    NotSent,

    /// <summary>It may have been processed, or not.</summary>
    Unknown,

    /// <summary>The receiver asks to wait.</summary>
    Throttled,

    CredentialRefused,

    Refused,

    /// <summary>Nothing was sent: earlier messages failed, and the next try waits.</summary>
    Waiting,
}
