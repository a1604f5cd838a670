using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Activities;

/// <summary>One line of a project's numbered, append-only log: history, feed, replay log, merge base and audit source in one.</summary>
public sealed class Activity : ITenantOwned
{
    private Activity() { }

    public Guid Id { get; private init; }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    /// <summary>1, 2, 3 … per project; given by the database under the lock of the project's feed.</summary>
    public long Seq { get; private init; }

    public string Type { get; private init; } = "";

    public Guid ActorId { get; private init; }

    public string ResourceType { get; private init; } = "";

    public Guid ResourceId { get; private init; }

    public string? ResourceKey { get; private init; }

    public int ResourceVersion { get; private init; }

    /// <summary>JSON: field → {from, to}.</summary>
    public string Changes { get; private init; } = "{}";

    /// <summary>JSON or null.</summary>
    public string? Data { get; private init; }

    /// <summary>W3C trace context of the request that caused it (C-5.1).</summary>
    public string? Traceparent { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <param name="seq">Its number when the caller holds the feed; 0 = the database gives the next one.</param>
    public static Activity Of(DomainEvent happened, string changes, string? data, string? traceparent, long seq = 0) =>
        new()
        {
            Id = Ids.New(),
            OrganizationId = happened.OrganizationId,
            ProjectId = happened.ProjectId,
            Seq = seq,
            Type = happened.Type,
            ActorId = happened.ActorId,
            ResourceType = happened.Resource.Type,
            ResourceId = happened.Resource.Id,
            ResourceKey = happened.Resource.Key,
            ResourceVersion = happened.Resource.Version,
            Changes = changes,
            Data = data,
            Traceparent = traceparent,
            At = happened.At,
        };
}
