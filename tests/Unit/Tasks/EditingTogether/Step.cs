using TaskFlow.Domain.Tasks;

namespace TaskFlow.Unit.Tasks.EditingTogether;

internal enum Verb
{
    Patch,
    Replace,

    /// <summary>A patch that overwrites what its last refusal showed.</summary>
    Overwrite,
}

/// <summary>One write of one replica. It means something in every state, so that a history stays one when steps are taken out.</summary>
/// <param name="Reads">Whether the replica reads the task first; else it writes on what it last read.</param>
/// <param name="Fields">A bit for each of <see cref="TaskField.All"/>.</param>
/// <param name="Salt">Chooses the values.</param>
internal sealed record Step(int Replica, bool Reads, Verb Verb, int Fields, int Salt)
{
    public const int Replicas = 3;

    private static readonly Dictionary<TaskField, int> Indexes = TaskField.All.Select((field, i) => (field, i)).ToDictionary();

    public static Step Any(Random random) =>
        new(
            random.Next(Replicas),
            random.Next(5) < 2,
            random.Next(8) switch
            {
                < 4 => Verb.Patch,
                < 6 => Verb.Replace,
                _ => Verb.Overwrite,
            },
            random.Next(1 << TaskField.All.Count) & random.Next(1 << TaskField.All.Count),
            random.Next()
        );

    public override string ToString() =>
        $"replica {Replica}{(Reads ? " reads and" : "")} {Verb} {string.Join(",", TaskField.All.Where(IsNamed))} salt {Salt}";

    public bool IsNamed(TaskField field) => (Fields & (1 << Indexes[field])) != 0;

    public Step Without(TaskField field) => this with { Fields = Fields & ~(1 << Indexes[field]) };

    /// <summary>What the replica wants the field to be. Few values each, so that two replicas also want the same.</summary>
    public object? ValueFor(TaskField field, object? known)
    {
        var salt = (int)((uint)(Salt ^ (Indexes[field] * 0x9E37_79B1)) >> 3);
        if (field == TaskField.Description)
            return UniqueLines.Edit((string)known!, salt);
        if (field == TaskField.Title)
            return $"Title {salt % 4}";
        if (field == TaskField.Priority)
            return (TaskPriority)(salt % 5);
        if (field == TaskField.StatusId)
            return SharedTask.Ids[salt % 3];
        return field.Kind switch
        {
            FieldKind.IdSet => Toggled((IEnumerable<Guid>)known!, SharedTask.Ids[salt % 6], SharedTask.Ids[salt / 6 % 6]),
            FieldKind.Id => salt % 4 == 0 ? null : SharedTask.Ids[salt % 4],
            FieldKind.Date => salt % 6 == 0 ? null : new DateOnly(2026, 1, 1).AddDays(salt % 6),
            _ => salt % 4 == 0 ? null : (decimal)(salt % 4),
        };
    }

    private static List<Guid> Toggled(IEnumerable<Guid> known, Guid one, Guid other)
    {
        var set = known.ToHashSet();
        set.SymmetricExceptWith(one == other ? [one] : [one, other]);
        return [.. set];
    }
}
