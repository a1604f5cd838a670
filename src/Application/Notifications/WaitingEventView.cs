namespace TaskFlow.Application.Notifications;

/// <summary>An event that is still on the outbox, or was moved aside after its fan-out had failed five times.</summary>
public sealed class WaitingEventView
{
    private WaitingEventView() { }

    public Guid OrganizationId { get; private init; }

    public Guid ActivityId { get; private init; }

    public int Attempts { get; private init; }

    public string? LastError { get; private init; }

    public bool IsDead { get; private init; }
}
