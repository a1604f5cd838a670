using TaskFlow.Application.Tasks;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.Endpoints;

internal static class TaskAnswers
{
    /// <summary>The task; after a merge with the caller's fields that were put on top of a newer version.</summary>
    public static Answer Merged(TaskChange change) =>
        Answer.Ok(
            change.MergedFields.Count == 0 ? change.Task : change.Task with { MergedFields = change.MergedFields },
            change.Task.Version
        ) with
        {
            MergeApplied = change.MergedFields.Count > 0,
        };
}
