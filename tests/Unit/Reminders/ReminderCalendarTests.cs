using System.Globalization;
using TaskFlow.Domain.Reminders;

namespace TaskFlow.Unit.Reminders;

public sealed class ReminderCalendarTests
{
    private static readonly DateOnly Due = new(2026, 3, 1);

    [Theory]
    [InlineData(2, null)]
    [InlineData(1, DueState.Soon)]
    [InlineData(0, DueState.Soon)]
    [InlineData(-1, DueState.Overdue)]
    [InlineData(-7, DueState.Overdue)]
    [InlineData(-8, null)]
    public void StateOn_DaysLeft_IsSoonThenOverdueThenNothing(int daysLeft, DueState? expected) =>
        ReminderCalendar.StateOn(Due.AddDays(-daysLeft), Due).Should().Be(expected);

    [Theory]
    [InlineData("UTC", "2026-02-28T07:59:59Z", null)]
    [InlineData("UTC", "2026-02-28T08:00:00Z", "2026-02-28")]
    [InlineData("Asia/Tokyo", "2026-02-28T22:59:00Z", null)]
    [InlineData("Asia/Tokyo", "2026-02-28T23:00:00Z", "2026-03-01")]
    [InlineData("America/Los_Angeles", "2026-03-01T07:00:00Z", "2026-02-28")]
    [InlineData("Europe/Berlin", "2026-07-01T06:00:00Z", "2026-07-01")]
    [InlineData("Mars/Olympus", "2026-02-28T08:00:00Z", "2026-02-28")]
    public void DayIn_Zone_IsTheirsAndBeginsInTheMorning(string zone, string now, string? expected) =>
        ReminderCalendar
            .DayIn(zone, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture))
            .Should()
            .Be(expected is null ? null : DateOnly.Parse(expected, CultureInfo.InvariantCulture));
}
