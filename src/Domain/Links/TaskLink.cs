using TaskFlow.Domain.Common;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Domain.Links;

/// <summary>
/// What one task is to another. It belongs to both and to the state of neither: linking changes no version, and both logs tell it (ADR 0018).
/// </summary>
public sealed class TaskLink : AggregateRoot, ITenantOwned
{
    private TaskLink() { }

    public Guid OrganizationId { get; private init; }

    public LinkType Type { get; private init; }

    public Guid FromTaskId { get; private init; }

    public Guid ToTaskId { get; private init; }

    public Guid CreatedBy { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public static TaskLink Between(LinkType type, LinkEnd from, LinkEnd to, Guid actorId, DateTimeOffset at)
    {
        var link = new TaskLink
        {
            Id = Ids.New(),
            OrganizationId = from.Task.OrganizationId,
            Type = type,
            FromTaskId = from.Task.Id,
            ToTaskId = to.Task.Id,
            CreatedBy = actorId,
            CreatedAt = at,
        };
        link.Tell("task.linked", from, to, actorId, at);
        return link;
    }

    /// <summary>Before the row is taken away.</summary>
    public void Cut(LinkEnd from, LinkEnd to, Guid actorId, DateTimeOffset at) => Tell("task.unlinked", from, to, actorId, at);

    private void Tell(string type, LinkEnd from, LinkEnd to, Guid actorId, DateTimeOffset at)
    {
        Raise(new LinkChanged(this, type, from, to, actorId, at));
        Raise(new LinkChanged(this, type, to, from, actorId, at));
    }
}

/// <summary>One of the two tasks of a link.</summary>
public sealed record LinkEnd(TaskItem Task, string ProjectKey)
{
    public string Key => $"{ProjectKey}-{Task.Number}";
}
