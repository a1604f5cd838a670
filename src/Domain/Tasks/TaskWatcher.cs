using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Tasks;

/// <summary>
/// What was decided about one person's watching of a task. Its creator, its assignees and who comments on it watch without a decision;
/// a decision goes before that, so that who left is not made to watch again by the next comment.
/// </summary>
public sealed class TaskWatcher : ITenantOwned
{
    private TaskWatcher() { }

    public Guid OrganizationId { get; private init; }

    public Guid TaskId { get; private init; }

    public Guid UserId { get; private init; }

    public bool Watches { get; private set; }

    public static TaskWatcher Of(TaskItem task, Guid userId, bool watches) =>
        new()
        {
            OrganizationId = task.OrganizationId,
            TaskId = task.Id,
            UserId = userId,
            Watches = watches,
        };

    public void Decide(bool watches) => Watches = watches;
}
