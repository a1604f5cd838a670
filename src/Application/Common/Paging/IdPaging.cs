using System.Linq.Expressions;

namespace TaskFlow.Application.Common.Paging;

/// <summary>Lists in the order of ids, which is the order in which things came to be (UUIDv7, ADR 0003).</summary>
internal static class IdPaging
{
    private const string OldestFirst = "id";
    private const string NewestFirst = "-id";

    /// <summary>The page's rows and one more, in order; null when the cursor is of another list.</summary>
    public static IQueryable<T>? PageById<T>(
        this IQueryable<T> rows,
        PageRequest page,
        Expression<Func<T, Guid>> id,
        bool newestFirst = false
    )
    {
        if (page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { } last || last.Sort != SortOf(newestFirst))
                return null;
            rows = rows.Where(IsBeyond(id, last.Id, newestFirst));
        }

        return (newestFirst ? rows.OrderByDescending(id) : rows.OrderBy(id)).Take(page.Limit + 1);
    }

    /// <summary>The answer for what <see cref="PageById"/> found.</summary>
    public static Page<T> ById<T>(this List<T> items, PageRequest page, Func<T, Guid> id, bool newestFirst = false) =>
        Page<T>.Of(items, page.Limit, item => new Cursor(SortOf(newestFirst), "", id(item)));

    private static string SortOf(bool newestFirst) => newestFirst ? NewestFirst : OldestFirst;

    private static Expression<Func<T, bool>> IsBeyond<T>(Expression<Func<T, Guid>> id, Guid last, bool newestFirst)
    {
        // A closure, not a constant: Entity Framework makes it a parameter and keeps one plan for all pages.
        Expression<Func<Guid>> lastId = () => last;
        var compared = Expression.Call(id.Body, nameof(Guid.CompareTo), null, lastId.Body);
        var zero = Expression.Constant(0);
        return Expression.Lambda<Func<T, bool>>(
            newestFirst ? Expression.LessThan(compared, zero) : Expression.GreaterThan(compared, zero),
            id.Parameters
        );
    }
}
