using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>What a bulk edit does to each of its tasks.</summary>
/// <param name="Patch">Fields that get the same value everywhere.</param>
/// <param name="Sets">Elements that come and go, whatever else a task's set holds.</param>
/// <param name="Archived">True archives, false restores, null does neither.</param>
public sealed record BulkEdit(TaskPatch Patch, IReadOnlyList<SetChange> Sets, bool? Archived)
{
    public bool ChangesFields => !Patch.IsEmpty || Sets.Count > 0;

    public bool IsEmpty => !ChangesFields && Archived is null;

    /// <summary>Everything the edit names and that must be there; what it only takes away may be gone.</summary>
    public TaskPatch Named => Sets.Aggregate(Patch, (patch, set) => patch.OrElse(set.Field, set.Adds));

    /// <summary>Made under the lock of the task: sets are changed by element and never overwritten.</summary>
    public TaskPatch For(TaskItem task) => Sets.Aggregate(Patch, (patch, set) => patch.OrElse(set.Field, set.In(task)));
}

public sealed record SetChange(TaskField Field, IReadOnlyList<Guid> Adds, IReadOnlyList<Guid> Removes)
{
    public List<Guid> In(TaskItem task) => [.. ((IEnumerable<Guid>)Field.Of(task)!).Except(Removes).Union(Adds)];
}
