using Microsoft.EntityFrameworkCore.Query;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Common.Ports;

/// <summary>The transaction of one command. It alone saves (ADR 0005).</summary>
public interface IUnitOfWork
{
    /// <summary>What the command must know of its project; set by <see cref="BeginAsync"/>.</summary>
    ProjectFrame Frame { get; }

    /// <summary>
    /// Opens the transaction in one round trip: tenancy, the claim of the key (never waits unless <paramref name="claim"/> says so), the
    /// stored answer, the frame and the row locks.
    /// </summary>
    Task<Look> BeginAsync(Claim claim, FrameNeeds? needs, CancellationToken cancellationToken);

    /// <summary>Takes task numbers when their count was not known at the beginning. Holds the project's feed until the end of the transaction.</summary>
    /// <returns>The first of them.</returns>
    Task<long> TakeNumbersAsync(int count, CancellationToken cancellationToken);

    /// <summary>Reads where tasks would hang below a parent; null when the project has no such task. Lock the project first.</summary>
    Task<TaskLineage?> LineageAsync(
        Guid organizationId,
        Guid projectId,
        Guid parentId,
        IReadOnlyList<Guid> taskIds,
        CancellationToken cancellationToken
    );

    /// <summary>Changes many rows by one statement, at once and within the transaction: for what has no version and no event (ADR 0005).</summary>
    Task<int> UpdateAsync<T>(IQueryable<T> rows, Action<UpdateSettersBuilder<T>> set, CancellationToken cancellationToken);

    /// <summary>The answer to store with the effect.</summary>
    void Remember(RenderedAnswer answer);

    /// <summary>Runs once the effect is durable; losing it may cost latency, never an event.</summary>
    void AfterCommit(Action action);

    /// <summary>Saves state, log, outbox and answer in one round trip and commits in another.</summary>
    /// <exception cref="CommitOutcomeUnknownException">The connection was lost while the commit was under way.</exception>
    /// <exception cref="SerializationConflictException">The commit lost a race: nothing happened, run again.</exception>
    Task CommitAsync(CancellationToken cancellationToken);

    Task RollbackAsync();

    /// <summary>True when a statement or the commit was the victim of a deadlock or serialization failure: nothing happened, run again.</summary>
    bool LostARace(Exception exception);
}

/// <param name="Key">The client's key, or one made for this request so that our own retry is safe.</param>
/// <param name="StoresBody">False for a key the client does not know: nobody can ask for the answer again.</param>
/// <param name="Waits">Wait for a competing holder: only after a commit of unknown outcome.</param>
public sealed record Claim(Guid UserId, string Key, byte[] Fingerprint, bool StoresBody, bool Waits);

public abstract record Look
{
    private Look() { }

    /// <summary>Go on: the key is ours until the transaction ends.</summary>
    public sealed record Clear : Look;

    /// <summary>Another request with this key is running.</summary>
    public sealed record Busy : Look;

    /// <summary>The key was answered before.</summary>
    public sealed record Answered(RenderedAnswer Answer, byte[] Fingerprint) : Look;
}

public sealed class CommitOutcomeUnknownException(Exception inner) : Exception("The connection was lost during COMMIT.", inner);

public sealed class SerializationConflictException(Exception inner) : Exception("The transaction lost a race and was rolled back.", inner);

/// <summary>A constraint of the database refused what a rule could not see yet; becomes a typed refusal.</summary>
public sealed class ConstraintBrokenException(string constraint, bool isUniqueness, Exception inner)
    : Exception($"The constraint {constraint} refused the change.", inner)
{
    public string Constraint { get; } = constraint;

    public bool IsUniqueness { get; } = isUniqueness;
}
