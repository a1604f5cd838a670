namespace TaskFlow.Domain.Reminders;

/// <summary>
/// On which days a person is reminded of a task, each in their own calendar: the day before, the day itself, and each of the first seven days after.
/// Whoever has not moved a task for a week does not miss an eighth word about it (ADR 0030).
/// </summary>
public static class ReminderCalendar
{
    public const int DaysBefore = 1;
    public const int DaysAfter = 7;

    /// <summary>Nobody is reminded in the night.</summary>
    public static readonly TimeOnly Morning = new(8, 0);

    /// <returns>Null when this is no day for a reminder.</returns>
    public static DueState? StateOn(DateOnly day, DateOnly due) =>
        (due.DayNumber - day.DayNumber) switch
        {
            > DaysBefore or < -DaysAfter => null,
            < 0 => DueState.Overdue,
            _ => DueState.Soon,
        };

    /// <returns>The day that it is for somebody there; null before its morning. An unknown zone counts as UTC.</returns>
    public static DateOnly? DayIn(string timeZone, DateTimeOffset now)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
            zone = TimeZoneInfo.Utc;
        var there = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        return TimeOnly.FromDateTime(there) < Morning ? null : DateOnly.FromDateTime(there);
    }
}
