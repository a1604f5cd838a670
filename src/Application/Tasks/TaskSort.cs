using System.Globalization;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>An order of tasks, always made total by the id, so that a keyset can go on where it stopped.</summary>
public sealed record TaskSort(string By, bool Descending)
{
    public static readonly TaskSort Default = new("rank", false);

    public static readonly IReadOnlyList<string> Names = ["rank", "number", "created_at", "updated_at", "priority", "due_date"];

    public static readonly string Allowed = $"sort is one of {string.Join(", ", Names)}, with or without -.";

    /// <summary>Tasks without a due date stand where the latest would.</summary>
    private static readonly DateOnly NoDueDate = new(9999, 12, 31);

    /// <summary><c>rank</c> or <c>-rank</c>; null when it is no order we know.</summary>
    public static TaskSort? Parse(string text)
    {
        var by = text.TrimStart('-');
        return Names.Contains(by, StringComparer.Ordinal) && text.Length - by.Length <= 1 ? new TaskSort(by, text[0] == '-') : null;
    }

    internal Cursor CursorAt(TaskView last)
    {
        var value = By switch
        {
            "number" => last.Number.ToString(CultureInfo.InvariantCulture),
            "created_at" => last.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
            "updated_at" => last.UpdatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
            "priority" => ((int)last.Priority).ToString(CultureInfo.InvariantCulture),
            "due_date" => (last.DueDate ?? NoDueDate).ToString("O", CultureInfo.InvariantCulture),
            _ => last.Rank,
        };
        return new Cursor(ToString(), value, last.Id);
    }

    /// <summary>Null when the cursor belongs to another order.</summary>
    internal IQueryable<TaskView>? Apply(IQueryable<TaskView> tasks, Cursor? after)
    {
        if (after is not null && after.Sort != ToString())
            return null;
        try
        {
            return By switch
            {
                "number" => ByNumber(tasks, after),
                "created_at" => ByCreation(tasks, after),
                "updated_at" => ByUpdate(tasks, after),
                "priority" => ByPriority(tasks, after),
                "due_date" => ByDueDate(tasks, after),
                _ => ByRank(tasks, after),
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public override string ToString() => Descending ? $"-{By}" : By;

#pragma warning disable CA1309 // Translated to SQL, where the column's collation is ordinal.
    private IQueryable<TaskView> ByRank(IQueryable<TaskView> tasks, Cursor? after)
    {
        if (after is { Value: var rank, Id: var id })
            tasks = Descending
                ? tasks.Where(t => string.Compare(t.Rank, rank) < 0 || (t.Rank == rank && t.Id.CompareTo(id) < 0))
                : tasks.Where(t => string.Compare(t.Rank, rank) > 0 || (t.Rank == rank && t.Id.CompareTo(id) > 0));
        return Descending ? tasks.OrderByDescending(t => t.Rank).ThenByDescending(t => t.Id) : tasks.OrderBy(t => t.Rank).ThenBy(t => t.Id);
    }

#pragma warning restore CA1309

    private IQueryable<TaskView> ByNumber(IQueryable<TaskView> tasks, Cursor? after)
    {
        if (after is not null)
        {
            var (number, id) = (long.Parse(after.Value, CultureInfo.InvariantCulture), after.Id);
            tasks = Descending
                ? tasks.Where(t => t.Number < number || (t.Number == number && t.Id.CompareTo(id) < 0))
                : tasks.Where(t => t.Number > number || (t.Number == number && t.Id.CompareTo(id) > 0));
        }

        return Descending
            ? tasks.OrderByDescending(t => t.Number).ThenByDescending(t => t.Id)
            : tasks.OrderBy(t => t.Number).ThenBy(t => t.Id);
    }

    private IQueryable<TaskView> ByCreation(IQueryable<TaskView> tasks, Cursor? after)
    {
        if (after is not null)
        {
            var (at, id) = (InstantOf(after), after.Id);
            tasks = Descending
                ? tasks.Where(t => t.CreatedAt < at || (t.CreatedAt == at && t.Id.CompareTo(id) < 0))
                : tasks.Where(t => t.CreatedAt > at || (t.CreatedAt == at && t.Id.CompareTo(id) > 0));
        }

        return Descending
            ? tasks.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id)
            : tasks.OrderBy(t => t.CreatedAt).ThenBy(t => t.Id);
    }

    private IQueryable<TaskView> ByUpdate(IQueryable<TaskView> tasks, Cursor? after)
    {
        if (after is not null)
        {
            var (at, id) = (InstantOf(after), after.Id);
            tasks = Descending
                ? tasks.Where(t => t.UpdatedAt < at || (t.UpdatedAt == at && t.Id.CompareTo(id) < 0))
                : tasks.Where(t => t.UpdatedAt > at || (t.UpdatedAt == at && t.Id.CompareTo(id) > 0));
        }

        return Descending
            ? tasks.OrderByDescending(t => t.UpdatedAt).ThenByDescending(t => t.Id)
            : tasks.OrderBy(t => t.UpdatedAt).ThenBy(t => t.Id);
    }

    private IQueryable<TaskView> ByPriority(IQueryable<TaskView> tasks, Cursor? after)
    {
        var ranked = tasks.Select(t => new
        {
            Task = t,
            Priority = t.Priority == TaskPriority.Urgent ? 4
            : t.Priority == TaskPriority.High ? 3
            : t.Priority == TaskPriority.Medium ? 2
            : t.Priority == TaskPriority.Low ? 1
            : 0,
        });
        if (after is not null)
        {
            var (priority, id) = (int.Parse(after.Value, CultureInfo.InvariantCulture), after.Id);
            ranked = Descending
                ? ranked.Where(r => r.Priority < priority || (r.Priority == priority && r.Task.Id.CompareTo(id) < 0))
                : ranked.Where(r => r.Priority > priority || (r.Priority == priority && r.Task.Id.CompareTo(id) > 0));
        }

        ranked = Descending
            ? ranked.OrderByDescending(r => r.Priority).ThenByDescending(r => r.Task.Id)
            : ranked.OrderBy(r => r.Priority).ThenBy(r => r.Task.Id);
        return ranked.Select(r => r.Task);
    }

    private IQueryable<TaskView> ByDueDate(IQueryable<TaskView> tasks, Cursor? after)
    {
        if (after is not null)
        {
            var (due, id) = (DateOnly.ParseExact(after.Value, "O", CultureInfo.InvariantCulture), after.Id);
            tasks = Descending
                ? tasks.Where(t => (t.DueDate ?? NoDueDate) < due || ((t.DueDate ?? NoDueDate) == due && t.Id.CompareTo(id) < 0))
                : tasks.Where(t => (t.DueDate ?? NoDueDate) > due || ((t.DueDate ?? NoDueDate) == due && t.Id.CompareTo(id) > 0));
        }

        return Descending
            ? tasks.OrderByDescending(t => t.DueDate ?? NoDueDate).ThenByDescending(t => t.Id)
            : tasks.OrderBy(t => t.DueDate ?? NoDueDate).ThenBy(t => t.Id);
    }

    private static DateTimeOffset InstantOf(Cursor after) => new(long.Parse(after.Value, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
