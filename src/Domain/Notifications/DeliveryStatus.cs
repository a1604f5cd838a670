namespace TaskFlow.Domain.Notifications;

/// <summary>How far a delivery has come (C-3b). The last five are final unless somebody retries.</summary>
public enum DeliveryStatus
{
    /// <summary>Waits for its first or next try.</summary>
    Pending,

    /// <summary>A worker has taken it and has not begun to send: shown as pending.</summary>
    Leased,

    /// <summary>A try has begun; whether it has ended is not known yet.</summary>
    Sending,

    Delivered,

    /// <summary>A try has begun and nobody knows whether it arrived, on a channel that cannot tell repetitions.</summary>
    Unknown,

    /// <summary>It was decided not to send it; the reason is kept.</summary>
    Suppressed,

    /// <summary>All tries failed, or it will never be taken: kept until somebody retries it (C-1.4).</summary>
    Dead,

    /// <summary>It was not sent while it was of use.</summary>
    Expired,
}
