using Microsoft.EntityFrameworkCore;

namespace TaskFlow.Application.Common.Ports;

/// <summary>Row locks for queries of a command. EF Core has no word for them, so the persistence reads a tag.</summary>
public static class RowLocks
{
    public const string Tag = "taskflow: lock rows";
    public const string DeletionTag = "taskflow: lock rows for deletion";

    /// <summary>FOR NO KEY UPDATE. Order by id first: one order of locks for everybody (reliability.md 3.1).</summary>
    public static IQueryable<T> Locked<T>(this IQueryable<T> rows) => rows.TagWith(Tag);

    /// <summary>FOR UPDATE: also waits for those who merely refer to the row, and they for us.</summary>
    public static IQueryable<T> LockedForDeletion<T>(this IQueryable<T> rows) => rows.TagWith(DeletionTag);
}
