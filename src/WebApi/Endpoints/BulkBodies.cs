using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Tasks;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.Endpoints;

internal sealed record BulkBody
{
    public required IReadOnlyList<string> TaskIds { get; init; }

    public required BulkPatchBody Patch { get; init; }
}

/// <summary>
/// PATCH without a version: a bulk edit is made against the latest. Its tasks have different assignees and labels, so these can also come
/// and go by element.
/// </summary>
internal sealed record BulkPatchBody : TaskFieldsBody
{
    public IReadOnlyList<string>? AddAssigneeIds { get; init; }

    public IReadOnlyList<string>? RemoveAssigneeIds { get; init; }

    public IReadOnlyList<string>? AddLabelIds { get; init; }

    public IReadOnlyList<string>? RemoveLabelIds { get; init; }

    /// <summary>True archives, false restores; alone.</summary>
    public bool? Archived { get; init; }

    public BulkEdit ToEdit(Values values)
    {
        var assignees = Change(TaskField.AssigneeIds, AddAssigneeIds, RemoveAssigneeIds, values);
        var labels = Change(TaskField.LabelIds, AddLabelIds, RemoveLabelIds, values);
        return new BulkEdit(ToPatch(values), [.. assignees, .. labels], Archived);
    }

    private static IEnumerable<SetChange> Change(
        TaskField field,
        IReadOnlyList<string>? adds,
        IReadOnlyList<string>? removes,
        Values values
    )
    {
        var change = new SetChange(field, values.Ids(adds, $"/add_{field.Name}"), values.Ids(removes, $"/remove_{field.Name}"));
        return change.Adds.Count + change.Removes.Count == 0 ? [] : [change];
    }
}

internal sealed record BulkAnswer(IReadOnlyList<BulkItem> Items)
{
    public static BulkAnswer Of(IReadOnlyList<BulkOutcome> outcomes) => new([.. outcomes.Select(BulkItem.Of)]);
}

/// <param name="Status">The HTTP status that the single call would have had.</param>
internal sealed record BulkItem(Guid TaskId, int Status, int? Version, BulkError? Error)
{
    public static BulkItem Of(BulkOutcome outcome) =>
        outcome.Refusal is { } refusal
            ? new(outcome.TaskId, ProblemCatalogue.Of(refusal.Code).Status, null, BulkError.Of(refusal))
            : new(outcome.TaskId, StatusCodes.Status200OK, outcome.Version, null);
}

internal sealed record BulkError(string ErrorCode, string Message, IReadOnlyDictionary<string, object?> Details)
{
    public static BulkError Of(Error error) =>
        new(error.Code, error.Message, error.Details ?? new Dictionary<string, object?>(StringComparer.Ordinal));
}
