using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Comments;

/// <summary>What somebody says about a task, kept byte for byte.</summary>
public sealed class Comment : AggregateRoot, ITenantOwned
{
    public const int BodyMaxLength = 50_000;

    private Comment() { }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    public Guid TaskId { get; private init; }

    public string Body { get; private set; } = "";

    /// <summary>Whom the body names. Found once, when it is written; read with the comment and never alone (ADR 0012).</summary>
    public List<Guid> MentionIds { get; private set; } = [];

    public Guid AuthorId { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>A deleted one stays in its place without its body: answers to it keep their order, and deleting it again is a success.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public static Comment Write(NewComment draft, string body, Guid authorId, DateTimeOffset at)
    {
        var comment = new Comment
        {
            Id = draft.Id,
            OrganizationId = draft.OrganizationId,
            ProjectId = draft.ProjectId,
            TaskId = draft.TaskId,
            Body = body,
            MentionIds = [.. Mentions.In(body)],
            AuthorId = authorId,
            CreatedAt = at,
            UpdatedAt = at,
        };
        var values = new
        {
            id = comment.Id,
            task_id = comment.TaskId,
            body = comment.Body,
            author_id = authorId,
            mentions = comment.MentionIds,
        };
        var data = new
        {
            task_id = comment.TaskId,
            task_key = draft.TaskKey,
            comment = values,
        };
        comment.Raise(new CommentChanged(comment, "comment.created", FieldChange.None, data, authorId, at));
        return comment;
    }

    /// <summary>Only its author edits it, and only while it is there.</summary>
    public Error? RefusalOfEdit(Guid actorId) =>
        actorId != AuthorId ? CommentErrors.NotTheAuthor
        : DeletedAt is not null ? CommentErrors.Deleted
        : null;

    public Result<Done> Edit(string body, string taskKey, Guid actorId, DateTimeOffset at)
    {
        if (RefusalOfEdit(actorId) is { } refusal)
            return refusal;
        if (string.Equals(body, Body, StringComparison.Ordinal))
            return Done.Value;

        var mentions = Mentions.In(body).ToList();
        var changes = new Dictionary<string, FieldChange>(StringComparer.Ordinal) { ["body"] = new FieldChange(Body, body) };
        if (!new HashSet<Guid>(mentions).SetEquals(MentionIds))
            changes["mentions"] = new FieldChange(MentionIds, mentions);
        Body = body;
        MentionIds = mentions;
        Changed("comment.updated", changes, taskKey, actorId, at);
        return Done.Value;
    }

    /// <summary>Repeating it changes nothing.</summary>
    /// <param name="moderates">The actor may delete what others wrote.</param>
    public Result<Done> Delete(bool moderates, string taskKey, Guid actorId, DateTimeOffset at)
    {
        if (actorId != AuthorId && !moderates)
            return CommentErrors.NotYours;
        if (DeletedAt is not null)
            return Done.Value;
        DeletedAt = at;
        var changes = new Dictionary<string, FieldChange>(StringComparer.Ordinal) { ["deleted_at"] = new FieldChange(null, at) };
        Changed("comment.deleted", changes, taskKey, actorId, at);
        return Done.Value;
    }

    private void Changed(string type, Dictionary<string, FieldChange> changes, string taskKey, Guid actorId, DateTimeOffset at)
    {
        Version++;
        UpdatedAt = at;
        Raise(new CommentChanged(this, type, changes, new { task_id = TaskId, task_key = taskKey }, actorId, at));
    }
}

/// <summary>What a new comment is given besides its text.</summary>
public sealed record NewComment(Guid Id, Guid OrganizationId, Guid ProjectId, Guid TaskId, string TaskKey);
