using Microsoft.EntityFrameworkCore;

namespace TaskFlow.Application.Common.Ports;

/// <summary>Row locks for queries of a command. EF Core has no word for them, so the persistence reads a tag.</summary>
public static class RowLocks
{
    public const string Tag = "taskflow: lock rows";
    public const string DeletionTag = "taskflow: lock rows for deletion";

    public const string HoldTag = "taskflow: hold rows";

    /// <summary>FOR KEY SHARE: others may refer to and change the row too, but nobody deletes it before we have ended.</summary>
    public static IQueryable<T> Held<T>(this IQueryable<T> rows) => rows.TagWith(HoldTag);

    /// <summary>FOR NO KEY UPDATE. Order by id first: one order of locks for everybody (reliability.md 3.1).</summary>
    public static IQueryable<T> Locked<T>(this IQueryable<T> rows) => rows.TagWith(Tag);

    /// <summary>FOR UPDATE: also waits for those who merely refer to the row, and they for us.</summary>
    public static IQueryable<T> LockedForDeletion<T>(this IQueryable<T> rows) => rows.TagWith(DeletionTag);
}
