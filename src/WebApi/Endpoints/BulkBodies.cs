using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Common;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.Endpoints;

internal sealed record BulkBody
{
    public required IReadOnlyList<string> TaskIds { get; init; }

    public required BulkPatchBody Patch { get; init; }
}

/// <summary>PATCH without a version: a bulk edit is made against the latest.</summary>
internal sealed record BulkPatchBody : TaskFieldsBody;

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
