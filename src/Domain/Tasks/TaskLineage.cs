using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Tasks;

/// <summary>
/// A parent with what stands above it, and the tasks that are to become its subtasks with what hangs below them. Read under the lock of the
/// project's tree, so that two changes of parents never make a circle together.
/// </summary>
/// <param name="ParentAndAbove">The parent, its parent and so on up to the root, in any order.</param>
/// <param name="Levels">How many levels each task brings along: 1 for itself, 2 with subtasks, and so on. A new task brings one.</param>
public sealed record TaskLineage(IReadOnlyCollection<Guid> ParentAndAbove, IReadOnlyDictionary<Guid, int> Levels)
{
    /// <summary>Levels from a root to its deepest subtask, both counted.</summary>
    public const int MaxDepth = 5;

    public FieldError? RefusalOf(Guid taskId)
    {
        if (ParentAndAbove.Contains(taskId))
            return FieldError.In("/parent_id", "cycle", "A task cannot stand below itself: the parent is the task or one of its subtasks.");
        var depth = ParentAndAbove.Count + Levels.GetValueOrDefault(taskId, 1);
        return depth <= MaxDepth
            ? null
            : FieldError.In(
                "/parent_id",
                "too_deep",
                $"Subtasks go {MaxDepth} levels deep, the topmost task counted; here they would be {depth}."
            );
    }
}
