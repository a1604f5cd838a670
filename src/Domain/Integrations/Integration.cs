using TaskFlow.Domain.Activities;
using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Integrations;

/// <summary>
/// An organization's connection with another product: which events go there and how it is reached. Its secrets are kept apart and encrypted
/// (<see cref="IntegrationSecret"/>). It belongs to no project, so no log tells of it.
/// </summary>
public sealed class Integration : AggregateRoot, ITenantOwned
{
    public const int NameMaxLength = 100;
    public const int MaxProjects = 100;
    public const int ReasonMaxLength = 500;

    private Integration() { }

    public Guid OrganizationId { get; private init; }

    public IntegrationKind Kind { get; private init; }

    public string Name { get; private set; } = "";

    public bool Enabled { get; private set; } = true;

    /// <summary>Empty = all, also those to come.</summary>
    public List<Guid> ProjectIds { get; private set; } = [];

    /// <summary>Types of events, or <see cref="EventCatalogue.Every"/> alone.</summary>
    public List<string> EventTypes { get; private set; } = [];

    /// <summary>Replaced as a whole, never changed in place.</summary>
    public IReadOnlyDictionary<string, string> Config { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How sending fares. Not part of the editable state: it changes without a new version.</summary>
    public IntegrationStatus Status { get; private set; }

    public string? StatusReason { get; private set; }

    /// <summary>The first of the failures that no success has ended.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    public Guid CreatedBy { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>A deleted one stays as a row, so that deleting it again is a success and unknown ids stay unknown. Its secrets do not.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <param name="secrets">In the clear, to be judged; they are not kept here.</param>
    public static Result<Integration> Connect(
        Guid organizationId,
        IntegrationKind kind,
        IntegrationEdit first,
        IReadOnlyDictionary<string, string> secrets,
        Guid actorId,
        DateTimeOffset at
    )
    {
        var integration = new Integration
        {
            Id = Ids.New(),
            OrganizationId = organizationId,
            Kind = kind,
            CreatedBy = actorId,
            CreatedAt = at,
            UpdatedAt = at,
        };
        integration.Take(first);
        if (IntegrationShape.Of(kind).Refuse(integration.Config, secrets) is { } refusal)
            return refusal;
        return integration;
    }

    /// <summary>
    /// Repeating it changes nothing. New secrets, another configuration and switching it on mend what was paused or failing: it is tried
    /// anew.
    /// </summary>
    /// <param name="replaced">Secrets in the clear that take the place of the stored ones.</param>
    public Error? Edit(IntegrationEdit edit, IReadOnlyDictionary<string, string> replaced, DateTimeOffset at)
    {
        var shape = IntegrationShape.Of(Kind);
        if (shape.RefuseReplacing(replaced) is { } wrong)
            return wrong;
        var before = (Name, Enabled, ProjectIds, EventTypes, Config);
        Take(edit);
        if (shape.RefuseConfig(Config) is { } refusal)
            return refusal;
        var reconfigured = !Same(before.Config, Config) || replaced.Count > 0;
        if (reconfigured || edit.Enabled == true)
            Mend();
        var same =
            !reconfigured
            && before.Name == Name
            && before.Enabled == Enabled
            && before.ProjectIds.SequenceEqual(ProjectIds)
            && before.EventTypes.SequenceEqual(EventTypes, StringComparer.Ordinal);
        if (!same)
            Touch(at);
        return null;
    }

    /// <summary>Its signing secret was replaced.</summary>
    public Error? Rotate(DateTimeOffset at)
    {
        if (Kind != IntegrationKind.Webhook)
            return Error.InvalidState("Only a webhook has a signing secret. Replace the secrets of this integration by editing it.");
        Touch(at);
        return null;
    }

    /// <summary>A test got through, so what was paused or failing works.</summary>
    public void Mend() => (Status, StatusReason, FailingSince) = (IntegrationStatus.Ok, null, null);

    /// <summary>Its credential is refused: nothing is sent until it is replaced.</summary>
    public void Pause(string reason) =>
        (Status, StatusReason) = (IntegrationStatus.Paused, reason.Length > ReasonMaxLength ? reason[..ReasonMaxLength] : reason);

    /// <summary>Repeating it changes nothing.</summary>
    public void Delete(DateTimeOffset at)
    {
        if (DeletedAt is not null)
            return;
        DeletedAt = at;
        Touch(at);
    }

    private void Take(IntegrationEdit edit)
    {
        Name = edit.Name?.Trim() ?? Name;
        Enabled = edit.Enabled ?? Enabled;
        ProjectIds = edit.ProjectIds is { } projects ? [.. projects.Distinct()] : ProjectIds;
        EventTypes = edit.EventTypes is { } events ? [.. events.Distinct(StringComparer.Ordinal)] : EventTypes;
        Config = edit.Config is { } patch ? Merged(patch) : Config;
    }

    /// <summary>A merge patch (RFC 7396): null takes a member away.</summary>
    private Dictionary<string, string> Merged(IReadOnlyDictionary<string, string?> patch)
    {
        var merged = new Dictionary<string, string>(Config, StringComparer.Ordinal);
        foreach (var (name, text) in patch)
        {
            if (text is null)
                merged.Remove(name);
            else
                merged[name] = text.Trim();
        }

        return merged;
    }

    private static bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(m => right.TryGetValue(m.Key, out var other) && other == m.Value);

    private void Touch(DateTimeOffset at)
    {
        Version++;
        UpdatedAt = at;
    }
}

/// <summary>Null = leave it.</summary>
/// <param name="Config">A merge patch of the configuration.</param>
public sealed record IntegrationEdit(
    string? Name,
    bool? Enabled,
    IReadOnlyList<Guid>? ProjectIds,
    IReadOnlyList<string>? EventTypes,
    IReadOnlyDictionary<string, string?>? Config
);
