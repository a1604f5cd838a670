using TaskFlow.Domain.Common;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Domain.Links;

/// <summary>
/// task.linked, task.unlinked: one for each of the two tasks, told from its side. The other one is named by its id alone, for it may stand in
/// a project that a reader of this log does not see.
/// </summary>
public sealed record LinkChanged : DomainEvent
{
    public LinkChanged(TaskLink link, string type, LinkEnd end, LinkEnd other, Guid actorId, DateTimeOffset at)
        : base(end.Task.OrganizationId, end.Task.ProjectId, TaskStamp.Of(end.Task, end.ProjectKey), actorId, at)
    {
        Type = type;
        Data = new
        {
            link = new
            {
                id = link.Id,
                type = link.Type,
                direction = end.Task.Id == link.FromTaskId ? "outgoing" : "incoming",
                task_id = other.Task.Id,
            },
        };
    }

    public override string Type { get; }

    public override object Data { get; }
}
