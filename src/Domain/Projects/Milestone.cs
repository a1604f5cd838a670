using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Projects;

/// <summary>A stretch of time with an aim: the tasks of a project that belong together until it ends.</summary>
public sealed class Milestone : AggregateRoot, ITenantOwned
{
    public const int NameMaxLength = 100;
    public const int DescriptionMaxLength = 10_000;

    private Milestone() { }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public DateOnly? StartDate { get; private set; }

    public DateOnly? EndDate { get; private set; }

    public MilestoneState State { get; private set; }

    /// <summary>A deleted one stays as a row, so that deleting it again is a success and unknown ids stay unknown.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public static Result<Milestone> Add(Guid organizationId, Guid projectId, MilestoneEdit first, Guid actorId, DateTimeOffset at)
    {
        var milestone = new Milestone
        {
            Id = Ids.New(),
            OrganizationId = organizationId,
            ProjectId = projectId,
        };
        if (milestone.RefusalOf(first) is { } refusal)
            return refusal;
        milestone.Take(first);
        var values = new
        {
            milestone = new
            {
                id = milestone.Id,
                name = milestone.Name,
                description = milestone.Description,
                start_date = milestone.StartDate,
                end_date = milestone.EndDate,
                state = milestone.State,
            },
        };
        milestone.Tell("milestone.created", FieldChange.None, values, actorId, at);
        return milestone;
    }

    /// <summary>All or nothing; repeating it changes nothing.</summary>
    public Error? Edit(MilestoneEdit edit, Guid actorId, DateTimeOffset at)
    {
        if (RefusalOf(edit) is { } refusal)
            return refusal;
        var before = Values();
        Take(edit);
        var changes = new Dictionary<string, FieldChange>(StringComparer.Ordinal);
        foreach (var (name, value) in Values())
        {
            if (!Equals(before[name], value))
                changes[name] = new FieldChange(before[name], value);
        }

        if (changes.Count == 0)
            return null;
        Version++;
        Tell("milestone.updated", changes, null, actorId, at);
        return null;
    }

    /// <summary>Repeating it changes nothing.</summary>
    public void Delete(Guid actorId, DateTimeOffset at)
    {
        if (DeletedAt is not null)
            return;
        DeletedAt = at;
        Version++;
        Tell("milestone.deleted", FieldChange.None, new { name = Name }, actorId, at);
    }

    private void Take(MilestoneEdit edit)
    {
        Name = edit.Name?.Trim() ?? Name;
        Description = edit.Description ?? Description;
        (StartDate, EndDate) = DatesAfter(edit);
        State = edit.State ?? State;
    }

    private (DateOnly? Start, DateOnly? End) DatesAfter(MilestoneEdit edit) =>
        (edit.StartDate is { } start ? start.Value : StartDate, edit.EndDate is { } end ? end.Value : EndDate);

    private Error? RefusalOf(MilestoneEdit edit)
    {
        var (start, end) = DatesAfter(edit);
        return start > end ? Error.Invalid(FieldError.In("/end_date", "order", "end_date must not be before start_date.")) : null;
    }

    private Dictionary<string, object?> Values() =>
        new(StringComparer.Ordinal)
        {
            ["name"] = Name,
            ["description"] = Description,
            ["start_date"] = StartDate,
            ["end_date"] = EndDate,
            ["state"] = State,
        };

    private void Tell(string type, IReadOnlyDictionary<string, FieldChange> changes, object? data, Guid actorId, DateTimeOffset at) =>
        Raise(
            new WorkflowChanged(
                new ResourceStamp("milestone", Id, null, Version),
                OrganizationId,
                ProjectId,
                type,
                changes,
                data,
                actorId,
                at
            )
        );
}

public enum MilestoneState
{
    Open,
    Closed,
}

/// <summary>Null = leave it.</summary>
public sealed record MilestoneEdit(string? Name, string? Description, DateEdit? StartDate, DateEdit? EndDate, MilestoneState? State)
{
    public static readonly MilestoneEdit Closing = new(null, null, null, null, MilestoneState.Closed);
}

/// <param name="Value">Null = none.</param>
public sealed record DateEdit(DateOnly? Value);
