using TaskFlow.Domain.Comments;

namespace TaskFlow.Application.Comments;

/// <summary>A deleted comment keeps its place and shows neither its body nor whom it mentioned.</summary>
public sealed record CommentView(
    Guid Id,
    Guid TaskId,
    string Body,
    AuthorView Author,
    IReadOnlyList<Guid> Mentions,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? DeletedAt
)
{
    internal static CommentView From(Comment comment, string authorName) =>
        new(
            comment.Id,
            comment.TaskId,
            comment.DeletedAt is null ? comment.Body : "",
            new AuthorView(comment.AuthorId, authorName),
            comment.DeletedAt is null ? comment.MentionIds : [],
            comment.Version,
            comment.CreatedAt,
            comment.UpdatedAt,
            comment.DeletedAt
        );
}

public sealed record AuthorView(Guid Id, string Name);
