using System.Linq.Expressions;
using TaskFlow.Application.Common.Filters;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks.Filters;

/// <summary>What a term says about a task, for terms that need no lookup and for ids that were looked up.</summary>
internal static class FilterConditions
{
    private static readonly TaskPriority[] Priorities = Enum.GetValues<TaskPriority>();

    public static Expression<Func<TaskView, bool>> Of(FilterTerm term, Guid userId) =>
        term switch
        {
            FilterTerm.AssignedToMe => t => t.AssigneeIds.Contains(userId),
            FilterTerm.Without { Key: var key } => Without(key),
            FilterTerm.InCategory { Category: var category } => t => t.StatusCategory == category,
            FilterTerm.OfPriority priority => PriorityIn([
                .. Priorities.Where(p => Holds(p.CompareTo(priority.Priority), priority.Comparison)),
            ]),
            FilterTerm.Estimated estimated => Estimated(estimated.Comparison, estimated.Estimate),
            FilterTerm.OnDay { Key: FilterKey.Created or FilterKey.Updated } onDay => At(onDay),
            FilterTerm.OnDay onDay => On(onDay),
            _ => throw new ArgumentOutOfRangeException(nameof(term), term, "A term that has to be looked up."),
        };

    public static Expression<Func<TaskView, bool>> OfIds(FilterKey key, List<Guid> ids, IReadOnlyList<StatusCategory> categories) =>
        key switch
        {
            FilterKey.Status => t => ids.Contains(t.StatusId) || categories.Contains(t.StatusCategory),
            FilterKey.Assignee => t => t.AssigneeIds.Any(id => ids.Contains(id)),
            FilterKey.Label => t => t.LabelIds.Any(id => ids.Contains(id)),
            FilterKey.Milestone => t => t.MilestoneId != null && ids.Contains(t.MilestoneId.Value),
            FilterKey.Parent => t => t.ParentId != null && ids.Contains(t.ParentId.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(key), key, "Not looked up by name."),
        };

    private static Expression<Func<TaskView, bool>> Without(FilterKey key) =>
        key switch
        {
            FilterKey.Assignee => t => t.AssigneeIds.Count == 0,
            FilterKey.Label => t => t.LabelIds.Count == 0,
            FilterKey.Parent => t => t.ParentId == null,
            FilterKey.Due => t => t.DueDate == null,
            FilterKey.Start => t => t.StartDate == null,
            FilterKey.Estimate => t => t.Estimate == null,
            FilterKey.Milestone => t => t.MilestoneId == null,
            _ => throw new ArgumentOutOfRangeException(nameof(key), key, "Never empty."),
        };

    private static bool Holds(int compared, Comparison comparison) =>
        comparison switch
        {
            Comparison.Is => compared == 0,
            Comparison.Below => compared < 0,
            Comparison.AtMost => compared <= 0,
            Comparison.Above => compared > 0,
            Comparison.AtLeast => compared >= 0,
        };

    private static Expression<Func<TaskView, bool>> PriorityIn(List<TaskPriority> priorities) => t => priorities.Contains(t.Priority);

    private static Expression<Func<TaskView, bool>> Estimated(Comparison comparison, decimal estimate) =>
        comparison switch
        {
            Comparison.Is => t => t.Estimate == estimate,
            Comparison.Below => t => t.Estimate < estimate,
            Comparison.AtMost => t => t.Estimate <= estimate,
            Comparison.Above => t => t.Estimate > estimate,
            Comparison.AtLeast => t => t.Estimate >= estimate,
        };

    private static Expression<Func<TaskView, bool>> On(FilterTerm.OnDay term)
    {
        var day = term.Day;
        return (term.Key, term.Comparison) switch
        {
            (FilterKey.Due, Comparison.Is) => t => t.DueDate == day,
            (FilterKey.Due, Comparison.Below) => t => t.DueDate < day,
            (FilterKey.Due, Comparison.AtMost) => t => t.DueDate <= day,
            (FilterKey.Due, Comparison.Above) => t => t.DueDate > day,
            (FilterKey.Due, _) => t => t.DueDate >= day,
            (_, Comparison.Is) => t => t.StartDate == day,
            (_, Comparison.Below) => t => t.StartDate < day,
            (_, Comparison.AtMost) => t => t.StartDate <= day,
            (_, Comparison.Above) => t => t.StartDate > day,
            (_, _) => t => t.StartDate >= day,
        };
    }

    /// <summary>The day as the span of instants it is: from its first, to before the first of the next.</summary>
    private static Expression<Func<TaskView, bool>> At(FilterTerm.OnDay term)
    {
        var first = new DateTimeOffset(term.Day, TimeOnly.MinValue, TimeSpan.Zero);
        var next = term.Day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : first.AddDays(1);
        var (from, to) = term.Comparison switch
        {
            Comparison.Is => (first, next),
            Comparison.Below => (DateTimeOffset.MinValue, first),
            Comparison.AtMost => (DateTimeOffset.MinValue, next),
            Comparison.Above => (next, DateTimeOffset.MaxValue),
            Comparison.AtLeast => (first, DateTimeOffset.MaxValue),
        };
        return term.Key == FilterKey.Created ? t => t.CreatedAt >= from && t.CreatedAt < to : t => t.UpdatedAt >= from && t.UpdatedAt < to;
    }
}
