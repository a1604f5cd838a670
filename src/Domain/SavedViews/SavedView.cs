using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.SavedViews;

/// <summary>
/// A question to a project's tasks that somebody keeps: what is shown, in which order and how. Its owner alone sees it until it is shared.
/// </summary>
public sealed class SavedView : AggregateRoot, ITenantOwned
{
    public const int NameMaxLength = 100;

    private SavedView() { }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    public Guid OwnerId { get; private init; }

    public string Name { get; private set; } = "";

    /// <summary>In the filter grammar (ADR 0017), kept as it was written: it is understood anew each time it is used.</summary>
    public string Filter { get; private set; } = "";

    /// <summary>An order of the task list, such as <c>-due_date</c>.</summary>
    public string Sort { get; private set; } = "";

    public ViewLayout Layout { get; private set; }

    public bool Shared { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>A deleted one stays as a row, so that deleting it again is a success and unknown ids stay unknown.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public static SavedView Save(Guid organizationId, Guid projectId, SavedViewEdit first, Guid ownerId, DateTimeOffset at)
    {
        var view = new SavedView
        {
            Id = Ids.New(),
            OrganizationId = organizationId,
            ProjectId = projectId,
            OwnerId = ownerId,
            Sort = "rank",
            CreatedAt = at,
            UpdatedAt = at,
        };
        view.Take(first);
        if (view.Shared)
            view.Tell("view.created", FieldChange.None, view.Values(), ownerId, at);
        return view;
    }

    /// <summary>A shared view belongs to the team: those who look after the project may change it as well as its owner.</summary>
    public Error? RefusalOfEdit(Guid actorId, bool isAdmin) =>
        actorId == OwnerId || isAdmin ? null : Error.Forbidden("Only its owner or an admin may change this view. Save one of your own.");

    /// <summary>Repeating it changes nothing.</summary>
    public void Edit(SavedViewEdit edit, Guid actorId, DateTimeOffset at)
    {
        var before = Values();
        var wasShared = Shared;
        Take(edit);
        var changes = Values()
            .Where(v => !Equals(before[v.Key], v.Value))
            .ToDictionary(v => v.Key, v => new FieldChange(before[v.Key], v.Value), StringComparer.Ordinal);
        if (changes.Count == 0 && Shared == wasShared)
            return;
        Version++;
        UpdatedAt = at;
        TellOfEdit(wasShared, before, changes, actorId, at);
    }

    /// <summary>Repeating it changes nothing.</summary>
    public void Delete(Guid actorId, DateTimeOffset at)
    {
        if (DeletedAt is not null)
            return;
        (DeletedAt, UpdatedAt) = (at, at);
        Version++;
        if (Shared)
            Tell("view.deleted", FieldChange.None, new { name = Name }, actorId, at);
    }

    /// <summary>
    /// The log is read by everybody in the project, so it says nothing of a view that is its owner's own: to the others one that is shared
    /// comes to be, and one that is taken back is gone.
    /// </summary>
    private void TellOfEdit(
        bool wasShared,
        Dictionary<string, object?> before,
        IReadOnlyDictionary<string, FieldChange> changes,
        Guid actorId,
        DateTimeOffset at
    )
    {
        if (Shared && wasShared)
            Tell("view.updated", changes, null, actorId, at);
        else if (Shared)
            Tell("view.created", FieldChange.None, Values(), actorId, at);
        else if (wasShared)
            Tell("view.deleted", FieldChange.None, new { name = before["name"] }, actorId, at);
    }

    private void Take(SavedViewEdit edit)
    {
        Name = edit.Name?.Trim() ?? Name;
        Filter = edit.Filter?.Trim() ?? Filter;
        Sort = edit.Sort ?? Sort;
        Layout = edit.Layout ?? Layout;
        Shared = edit.Shared ?? Shared;
    }

    private Dictionary<string, object?> Values() =>
        new(StringComparer.Ordinal)
        {
            ["name"] = Name,
            ["filter"] = Filter,
            ["sort"] = Sort,
            ["layout"] = Layout,
        };

    private void Tell(string type, IReadOnlyDictionary<string, FieldChange> changes, object? data, Guid actorId, DateTimeOffset at) =>
        Raise(new SavedViewChanged(new ResourceStamp("view", Id, null, Version), this, type, changes, data, actorId, at));
}

public enum ViewLayout
{
    Board,
    List,
}

/// <summary>Null = leave it.</summary>
public sealed record SavedViewEdit(string? Name, string? Filter, string? Sort, ViewLayout? Layout, bool? Shared);
