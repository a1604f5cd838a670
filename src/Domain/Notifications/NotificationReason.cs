namespace TaskFlow.Domain.Notifications;

/// <summary>Why a person is told of an event. When several hold, the first of this order is given: it is the most personal.</summary>
public enum NotificationReason
{
    /// <summary>The task became theirs.</summary>
    Assigned,

    /// <summary>A comment names them.</summary>
    Mentioned,

    /// <summary>They watch the task: comments and changes of its status.</summary>
    Watching,

    /// <summary>The installation reminds them: the task is due soon or overdue.</summary>
    Due,
}
