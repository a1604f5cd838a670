using TaskFlow.Domain.Common;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Domain.Reminders;

/// <summary>That a person was reminded of a task on a day of theirs: once, whoever asks again (C-3.2).</summary>
public sealed class Reminder : ITenantOwned
{
    private Reminder() { }

    public Guid OrganizationId { get; private init; }

    public Guid TaskId { get; private init; }

    public Guid UserId { get; private init; }

    /// <summary>In the person's calendar.</summary>
    public DateOnly Day { get; private init; }

    public static Reminder Of(TaskItem task, Guid userId, DateOnly day) =>
        new()
        {
            OrganizationId = task.OrganizationId,
            TaskId = task.Id,
            UserId = userId,
            Day = day,
        };
}
