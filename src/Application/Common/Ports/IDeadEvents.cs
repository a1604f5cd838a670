namespace TaskFlow.Application.Common.Ports;

/// <summary>Events that the router has set aside after their tries (C-6.2). Rows of the installation, behind a transaction of their own.</summary>
public interface IDeadEvents
{
    /// <summary>Puts the oldest back into the outbox, with all their tries before them. Twice is once: what is told is not told again.</summary>
    /// <returns>How many.</returns>
    Task<int> RequeueAsync(int most, CancellationToken cancellationToken);
}
