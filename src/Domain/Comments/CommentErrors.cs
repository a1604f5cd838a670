using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Comments;

public static class CommentErrors
{
    public static readonly Error NotTheAuthor = Error.Forbidden("Only its author edits a comment.");
    public static readonly Error NotYours = Error.Forbidden("A comment is deleted by its author, an admin or an owner.");
    public static readonly Error Deleted = Error.InvalidState("The comment was deleted.");

    public static readonly Error UnknownMention = Error.Invalid(
        FieldError.In("/body", "unknown_member", "A person who is mentioned is not a member who can see this project.")
    );

    /// <summary>The complete 409 of api.md but for <c>current</c>, which the use case adds: a comment has one field that can conflict.</summary>
    public static Error Conflict(int baseVersion, Comment current, string baseBody, string yours, CommentEdit last)
    {
        const string field = "body";
        var body = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["base"] = baseBody,
            ["theirs"] = current.Body,
            ["yours"] = yours,
            ["changed_by"] = last.ChangedBy,
            ["changed_at"] = last.At,
            ["changed_in_version"] = last.Version,
        };
        return new Error(
            ErrorCodes.VersionConflict,
            "Comment was modified meanwhile",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["expected_version"] = baseVersion,
                ["current_version"] = current.Version,
                ["conflicting_fields"] = new[] { field },
                ["last_modified_by"] = last.ChangedBy,
                ["last_modified_at"] = last.At,
                ["fields"] = new Dictionary<string, object?>(StringComparer.Ordinal) { [field] = body },
            }
        );
    }
}

/// <summary>The last edit of a comment as the log tells it.</summary>
/// <param name="ChangedBy">E-mail address, as in the conflicts of tasks.</param>
public sealed record CommentEdit(int Version, string ChangedBy, DateTimeOffset At);
