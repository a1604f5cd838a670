using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Tasks;

public static class TaskErrors
{
    public static readonly Error Archived = Error.InvalidState("The task is archived. Restore it first.");

    public static readonly Error NothingToUndo = Error.InvalidState("This revision made the task. Archive the task instead.");

    public static readonly Error StatusIsGone = Error.InvalidState("The status the task had before is not in the project any more.");

    public static Error Locked(Guid userId, DateTimeOffset expiresAt) =>
        new(
            ErrorCodes.TaskLocked,
            "Somebody is editing the text of this task. Wait for them, or change other fields.",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["locked_by"] = userId, ["expires_at"] = expiresAt }
        );

    public static Error Invalid(TaskField field, string code, string message) =>
        Error.Invalid(FieldError.In($"/{field.Name}", code, message));

    /// <summary>The complete 409 of api.md but for <c>current</c>, which the use case adds.</summary>
    public static Error Conflict(MergeBase mergeBase, TaskItem current, IReadOnlyList<FieldConflict> conflicts)
    {
        var last = mergeBase.Since[^1];
        return new Error(
            ErrorCodes.VersionConflict,
            "Task was modified by another user",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["expected_version"] = mergeBase.Version,
                ["current_version"] = current.Version,
                ["conflicting_fields"] = conflicts.Select(c => c.Field.Name).Order(StringComparer.Ordinal).ToArray(),
                ["last_modified_by"] = last.ChangedBy,
                ["last_modified_at"] = last.At,
                ["fields"] = conflicts.ToDictionary(c => c.Field.Name, Describe, StringComparer.Ordinal),
            }
        );
    }

    private static object Describe(FieldConflict conflict)
    {
        var description = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["base"] = conflict.Base,
            ["theirs"] = conflict.Theirs,
            ["yours"] = conflict.Yours,
            ["changed_by"] = conflict.Change.ChangedBy,
            ["changed_at"] = conflict.Change.At,
            ["changed_in_version"] = conflict.Change.Version,
        };
        if (conflict.Parts is { } parts)
            description["parts"] = parts.Select(Describe).ToArray();
        return description;
    }

    /// <summary>Either <c>merged</c>, or the lines on which the two sides disagree.</summary>
    private static Dictionary<string, object?> Describe(TextPart part) =>
        part switch
        {
            TextPart.Overlap overlap => new(StringComparer.Ordinal)
            {
                ["line"] = overlap.Line,
                ["base"] = overlap.Base,
                ["theirs"] = overlap.Theirs,
                ["yours"] = overlap.Yours,
            },
            _ => new(StringComparer.Ordinal) { ["merged"] = ((TextPart.Agreed)part).Text },
        };
}
