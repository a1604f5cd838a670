using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Tasks;

/// <summary>Somebody edits the text of a task: others leave title and description alone until it ends. A lease, so nobody blocks forever (S-2.3).</summary>
public sealed class TaskLock : ITenantOwned
{
    /// <summary>Renewed by taking it again.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private TaskLock() { }

    public Guid OrganizationId { get; private init; }

    public Guid TaskId { get; private init; }

    public Guid UserId { get; private set; }

    /// <summary>By the clock of the database, which all nodes share.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    public static TaskLock Of(Guid organizationId, Guid taskId, Guid userId, DateTimeOffset expiresAt) =>
        new()
        {
            OrganizationId = organizationId,
            TaskId = taskId,
            UserId = userId,
            ExpiresAt = expiresAt,
        };

    public void PassTo(Guid userId, DateTimeOffset expiresAt) => (UserId, ExpiresAt) = (userId, expiresAt);
}
