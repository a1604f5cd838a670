using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Comments;

/// <summary>comment.created, comment.updated, comment.deleted. <c>data</c> names the task, so that a client knows which one to show anew.</summary>
public sealed record CommentChanged : DomainEvent
{
    private readonly string type;
    private readonly object data;

    public CommentChanged(
        Comment comment,
        string type,
        IReadOnlyDictionary<string, FieldChange> changes,
        object data,
        Guid actorId,
        DateTimeOffset at
    )
        : base(comment.OrganizationId, comment.ProjectId, new ResourceStamp("comment", comment.Id, null, comment.Version), actorId, at)
    {
        this.type = type;
        this.data = data;
        Changes = changes;
    }

    public override string Type => type;

    public override IReadOnlyDictionary<string, FieldChange> Changes { get; }

    public override object Data => data;
}
