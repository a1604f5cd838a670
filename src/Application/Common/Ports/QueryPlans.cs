using Microsoft.EntityFrameworkCore;

namespace TaskFlow.Application.Common.Ports;

/// <summary>
/// Statements keep one plan for all their values (ADR 0019). Where the best plan hangs on a value, as with a searched text, planning each time
/// is cheaper than the wrong plan. EF Core has no word for it, so the persistence reads a tag.
/// </summary>
public static class QueryPlans
{
    public const string Tag = "taskflow: plan anew";

    public static IQueryable<T> PlannedAnew<T>(this IQueryable<T> rows) => rows.TagWith(Tag);
}
