namespace TaskFlow.Domain.Reminders;

/// <summary>Where a day stands to the due date of a task.</summary>
public enum DueState
{
    /// <summary>Tomorrow or today.</summary>
    Soon,

    Overdue,
}
