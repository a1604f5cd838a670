using System.Linq.Expressions;

namespace TaskFlow.Application.Tasks.Filters;

/// <summary>A filter whose names were looked up: what a query asks of a task.</summary>
public sealed record ResolvedFilter(IReadOnlyList<Expression<Func<TaskView, bool>>> Conditions, IReadOnlyList<string> Texts)
{
    public static readonly ResolvedFilter Everything = new([], []);

    internal IQueryable<TaskView> Apply(IQueryable<TaskView> tasks, IQueryable<TaskSearch> texts)
    {
        tasks = OnConditions(tasks);
        return Texts.Count == 0 ? tasks : TaskFilter.WithTexts(tasks, texts, Texts);
    }

    internal IQueryable<TaskView> OnConditions(IQueryable<TaskView> tasks) =>
        Conditions.Aggregate(tasks, (narrowed, condition) => narrowed.Where(condition));
}
