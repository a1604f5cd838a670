using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Common.Messaging;

/// <summary>What a command must know of its project, and what it locks.</summary>
public sealed record FrameNeeds
{
    /// <summary>Ids whose existence in the project decides whether the command is valid.</summary>
    public IReadOnlyList<Guid> LabelIds { get; init; } = [];

    public Guid? MilestoneId { get; init; }

    public IReadOnlyList<Guid> UserIds { get; init; } = [];

    /// <summary>All labels, milestones and members of the project are read: which ones matter is not known before its revisions are.</summary>
    public bool EverythingToChooseFrom { get; init; }

    /// <summary>The task that a task is to stand below. Changes of parents wait for each other.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The same of the parent that this revision of the scope's task took away, if it did.</summary>
    public int? ParentBeforeRevision { get; init; }

    /// <summary>A status that a task will have: held, so that it is not deleted meanwhile.</summary>
    public Guid? EntersStatusId { get; init; }

    /// <summary>The task will have the project's first status.</summary>
    public bool EntersFirstStatus { get; init; }

    /// <summary>
    /// The task of the scope is locked, and its revisions after this version are read; null = neither a task nor what belongs to one is
    /// changed.
    /// </summary>
    public int? ChangesTaskSince { get; init; }

    /// <summary>How many task numbers to take. Takes the lock of the project's feed.</summary>
    public int Numbers { get; init; }

    public Place? Place { get; init; }
}

/// <summary>Where a task is to stand: in a column, next to a neighbour or at the end.</summary>
public sealed record Place(Guid StatusId, Guid? AfterTaskId, Guid? BeforeTaskId);

/// <summary>A project as one write sees it.</summary>
public sealed record ProjectFrame(
    Guid OrganizationId,
    Guid ProjectId,
    string Key,
    DateTimeOffset? ArchivedAt,
    IReadOnlyList<FrameStatus> Statuses
)
{
    public IReadOnlySet<Guid> KnownLabels { get; init; } = new HashSet<Guid>();

    public IReadOnlySet<Guid> KnownMilestones { get; init; } = new HashSet<Guid>();

    public IReadOnlySet<Guid> KnownMembers { get; init; } = new HashSet<Guid>();

    /// <summary>Of the parent that is needed; null when the project has no such task.</summary>
    public TaskLineage? Lineage { get; init; }

    /// <summary>The first of the numbers that were taken.</summary>
    public long FirstNumber { get; init; }

    /// <summary>Of the task that is changed: what happened after the base version, oldest first.</summary>
    public IReadOnlyList<Revision> Revisions { get; init; } = [];

    /// <summary>The task that is changed, or to which belongs what is changed.</summary>
    public TaskFacts? Task { get; init; }

    public PlaceFacts? Place { get; init; }

    /// <summary>The readable key of <see cref="Task"/>.</summary>
    public string TaskKey => $"{Key}-{Task!.Number}";

    /// <summary>Nothing is written in an archived project, nor to what belongs to an archived task.</summary>
    public Error? Closed =>
        ArchivedAt is not null ? ProjectErrors.Archived
        : Task?.ArchivedAt is not null ? TaskErrors.Archived
        : null;

    public FrameStatus? Status(Guid id) => Statuses.FirstOrDefault(s => s.Id == id);

    public StatusCategory CategoryOf(Guid statusId) => Statuses.First(s => s.Id == statusId).Category;
}

/// <summary>What a task is judged by and shown with besides its own state, read under its lock.</summary>
/// <param name="Lock">The edit lock that holds; null = none, or one that has expired.</param>
/// <param name="Now">The database's clock.</param>
public sealed record TaskFacts(
    long Number,
    DateTimeOffset? ArchivedAt,
    int SubtaskCount,
    int CommentCount,
    LockView? Lock,
    DateTimeOffset Now
);

public sealed record FrameStatus(Guid Id, string Name, StatusCategory Category);

/// <summary>The neighbours of a place, read under the lock of its column.</summary>
/// <param name="After">Rank and whereabouts of the task it should follow.</param>
/// <param name="Before">The same of the task it should precede.</param>
/// <param name="NextRank">The first rank in the column that is greater than that of <paramref name="After"/>.</param>
/// <param name="PreviousRank">The last rank that is smaller than that of <paramref name="Before"/>.</param>
/// <param name="LastRank">The greatest rank in the column.</param>
public sealed record PlaceFacts(Neighbour? After, Neighbour? Before, string? NextRank, string? PreviousRank, string? LastRank);

/// <param name="StandsThere">It is in the column now and not archived.</param>
/// <param name="StoodThere">It was, once: it has moved meanwhile.</param>
public sealed record Neighbour(string Rank, bool StandsThere, bool StoodThere);
