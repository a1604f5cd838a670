using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Filters;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Tasks.Filters;

/// <summary>
/// Looks up the names of a filter in a project, or in all projects of an organization that the actor sees. A name that several things have
/// means all of them; one that nothing has is refused, and what belongs to others has no name here.
/// </summary>
internal sealed class FilterResolver(IAppDbContext db, Actor actor)
{
    public async Task<Result<ResolvedFilter>> ResolveAsync(string? filter, Scope scope, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return ResolvedFilter.Everything;
        var parsed = FilterParser.Parse(filter);
        if (parsed.IsFailure)
            return parsed.Refusal;

        var visible = scope.ProjectId is { } one ? [one] : actor.OnlyProjectsIn(scope.OrganizationId);
        var place = new Place(scope.OrganizationId, scope.ProjectId, visible?.ToArray());
        var terms = parsed.Value.Terms;
        var conditions = terms
            .Where(term => term is not (FilterTerm.Text or FilterTerm.Named))
            .Select(term => FilterConditions.Of(term, actor.UserId))
            .ToList();
        var unknown = new List<FilterError>();
        foreach (var named in terms.OfType<FilterTerm.Named>().Distinct())
        {
            var ids = await FindAsync(place, named, cancellationToken);
            StatusCategory[] categories =
                named.Key == FilterKey.Status && FilterWords.Choice<StatusCategory>(named.Name) is { } category ? [category] : [];
            if (ids.Count + categories.Length == 0)
                unknown.Add(Unknown(place, named));
            else
                conditions.Add(FilterConditions.OfIds(named.Key, ids, categories));
        }

        if (unknown.Count > 0)
            return FilterError.Refuse(unknown);
        return new ResolvedFilter(conditions, [.. terms.OfType<FilterTerm.Text>().Select(text => text.Value)]);
    }

    private Task<List<Guid>> FindAsync(Place place, FilterTerm.Named named, CancellationToken cancellationToken) =>
        named.Key switch
        {
            FilterKey.Status => StatusesAsync(place, Lower(named.Name), cancellationToken),
            FilterKey.Label => LabelsAsync(place, Lower(named.Name), cancellationToken),
            FilterKey.Assignee => PeopleAsync(place, Lower(named.Name), cancellationToken),
            FilterKey.Parent => ParentsAsync(place, named.Name, cancellationToken),
            FilterKey.Milestone => MilestonesAsync(place, Lower(named.Name), cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(named), named.Key, "Not looked up by name."),
        };

#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Translated to SQL's lower().
    private Task<List<Guid>> StatusesAsync(Place place, string name, CancellationToken cancellationToken) =>
        db
            .Statuses.Where(s => s.OrganizationId == place.OrganizationId)
            .Where(s => place.Projects == null || place.Projects.Contains(s.ProjectId))
            .Where(s => s.Name.ToLower() == name)
            .Select(s => s.Id)
            .ToListAsync(cancellationToken);

    private Task<List<Guid>> MilestonesAsync(Place place, string name, CancellationToken cancellationToken) =>
        db
            .Milestones.Where(m => m.OrganizationId == place.OrganizationId)
            .Where(m => place.Projects == null || place.Projects.Contains(m.ProjectId))
            .Where(m => m.Name.ToLower() == name)
            .Select(m => m.Id)
            .ToListAsync(cancellationToken);

    private Task<List<Guid>> LabelsAsync(Place place, string name, CancellationToken cancellationToken) =>
        db
            .Labels.Where(l => l.OrganizationId == place.OrganizationId)
            .Where(l => place.Projects == null || place.Projects.Contains(l.ProjectId))
            .Where(l => l.Name.ToLower() == name)
            .Select(l => l.Id)
            .ToListAsync(cancellationToken);

    /// <summary>By e-mail address or by the whole name; only people who can see the project.</summary>
    private Task<List<Guid>> PeopleAsync(Place place, string name, CancellationToken cancellationToken) =>
        db
            .Memberships.Where(m => m.OrganizationId == place.OrganizationId && m.EndedAt == null)
            .Where(m => m.Role != Role.Guest || place.ProjectId == null || m.ProjectIds.Contains(place.ProjectId.Value))
            .Join(db.Users, m => m.UserId, u => u.Id, (_, u) => u)
            .Where(u => u.DisplayName.ToLower() == name || u.NormalizedEmail == name)
            .Select(u => u.Id)
            .ToListAsync(cancellationToken);

#pragma warning restore CA1304, CA1311, CA1862, MA0011

    /// <summary>By its readable key.</summary>
    private Task<List<Guid>> ParentsAsync(Place place, string key, CancellationToken cancellationToken)
    {
        var dash = key.LastIndexOf('-');
        if (!long.TryParse(key.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Task.FromResult<List<Guid>>([]);
        var upper = key.ToUpperInvariant();
        return db
            .TaskViews.Where(t => t.OrganizationId == place.OrganizationId)
            .Where(t => place.Projects == null || place.Projects.Contains(t.ProjectId))
            .Where(t => t.Number == number && t.Key == upper)
            .Select(t => t.Id)
            .ToListAsync(cancellationToken);
    }

    private static string Lower(string name) => name.ToLowerInvariant();

    private static FilterError Unknown(Place place, FilterTerm.Named named)
    {
        var key = FilterWords.Written(named.Key);
        var where = place.ProjectId is null ? "organization" : "project";
        var hint = named.Key switch
        {
            FilterKey.Status => " Categories are backlog, unstarted, started, done and canceled.",
            FilterKey.Assignee => " People are named by their e-mail address or whole name; you are “me”, nobody is “none”.",
            FilterKey.Label or FilterKey.Milestone => " A name with spaces stands in quotes; no one is “none”.",
            _ => " A task is named by its key, such as WEB-42.",
        };
        return new($"unknown_{key}", named.Name, named.Position, $"The {where} has no {key} “{named.Name}” (at {named.Position}).{hint}");
    }

    /// <param name="Projects">Whose names count; null = of all projects.</param>
    private sealed record Place(Guid OrganizationId, Guid? ProjectId, Guid[]? Projects);
}
