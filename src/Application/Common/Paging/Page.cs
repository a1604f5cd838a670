using TaskFlow.Application.Common.Messaging;

namespace TaskFlow.Application.Common.Paging;

/// <summary>A list as api.md answers it.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor)
{
    public static Page<T> All(IReadOnlyList<T> items) => new(items, null);

    /// <summary>From one row more than was asked for: that row says only that there is a next page.</summary>
    public static Page<T> Of(List<T> items, int limit, Func<T, Cursor> cursorAt)
    {
        if (items.Count <= limit)
            return All(items);
        items.RemoveRange(limit, items.Count - limit);
        return new Page<T>(items, cursorAt(items[^1]).Encode());
    }
}

/// <summary>How much of a list is asked for. Out of range is refused, never clamped.</summary>
public sealed record PageRequest(int Limit = PageRequest.DefaultLimit, string? Cursor = null)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
}

/// <summary>A message that asks for one page. <see cref="PageRules{TQuery}"/> holds for every one.</summary>
public interface IPaged
{
    PageRequest Page { get; }
}

/// <summary>A list that is read page by page.</summary>
public interface IPagedQuery<T> : IQuery<Page<T>>, IPaged;
