using TaskFlow.Domain.Common;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Domain.Reminders;

/// <summary>task.due: the installation reminds people of a task that is due soon or overdue. The task itself does not change.</summary>
public sealed record TaskDue : DomainEvent
{
    internal TaskDue(TaskItem task, string projectKey, DueState state, IReadOnlyList<Guid> userIds, Guid actorId, DateTimeOffset at)
        : base(task.OrganizationId, task.ProjectId, TaskStamp.Of(task, projectKey), actorId, at) =>
        Data = new
        {
            due_date = task.DueDate,
            state,
            user_ids = userIds,
        };

    public override string Type => "task.due";

    public override object Data { get; }
}
