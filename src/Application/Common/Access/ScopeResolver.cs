using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Common.Access;

/// <summary>
/// Finds the organization and project of what a request names, within the caller's organizations only. Where a resource belongs never
/// changes, so it is remembered per caller.
/// </summary>
internal sealed class ScopeResolver(IAppDbContext db, Actor actor, ScopeCache cache)
{
    public async Task<Result<Scope>> ResolveAsync(ResourceRef resource, CancellationToken cancellationToken)
    {
        if (resource.Kind == ResourceKind.Organization)
            return actor.MembershipIn(resource.Id) is null ? Error.NotFound("Organization") : new Scope(resource.Id);
        if (resource.Key is { } key)
            return await ByKeyAsync(key, resource.WithinOrganizationId, cancellationToken);
        if (cache.Find(actor.UserId, resource) is { } known && actor.MembershipIn(known.OrganizationId) is not null)
            return known;

        var found = await ByIdAsync(resource, cancellationToken);
        if (found is null)
            return Error.NotFound(resource.Kind.ToString());
        cache.Remember(actor.UserId, resource, found);
        return found;
    }

    /// <summary>
    /// The organization that invites the actor. It is not one of theirs yet, so the tenant filter is put aside; the secret and the e-mail
    /// address decide instead. Who joined by it and was removed since has no way back, nor a replay of the first answer.
    /// </summary>
    public async Task<Result<Scope>> ResolveInvitationAsync(byte[] secretHash, CancellationToken cancellationToken)
    {
        var invitation = await db
            .Invitations.IgnoreQueryFilters([IAppDbContext.TenantFilter])
            .AsNoTracking()
            .SingleOrDefaultAsync(i => i.SecretHash == secretHash, cancellationToken);
        if (invitation is null)
            return Error.NotFound("Invitation");
        if (invitation.NormalizedEmail != User.Normalize(actor.Principal.Email))
            return Error.Forbidden("This invitation is for another e-mail address. Sign in with the address that was invited.");
        if (invitation.AcceptedAt is null)
            return new Scope(invitation.OrganizationId);
        var isMember = await db
            .Memberships.IgnoreQueryFilters([IAppDbContext.TenantFilter])
            .AnyAsync(
                m => m.OrganizationId == invitation.OrganizationId && m.UserId == actor.UserId && m.EndedAt == null,
                cancellationToken
            );
        return isMember ? new Scope(invitation.OrganizationId) : Error.InvalidState("This invitation was used before. Ask for a new one.");
    }

    private Task<Scope?> ByIdAsync(ResourceRef resource, CancellationToken cancellationToken)
    {
        var id = resource.Id;
        var scopes = resource.Kind switch
        {
            ResourceKind.Project => db.Projects.Where(p => p.Id == id).Select(p => new Scope(p.OrganizationId, p.Id, p.Id)),
            ResourceKind.Task => db.Tasks.Where(t => t.Id == id).Select(t => new Scope(t.OrganizationId, t.ProjectId, t.Id)),
            ResourceKind.Status => WithDeleted(db.Statuses)
                .Where(s => s.Id == id)
                .Select(s => new Scope(s.OrganizationId, s.ProjectId, s.Id)),
            ResourceKind.Label => WithDeleted(db.Labels).Where(l => l.Id == id).Select(l => new Scope(l.OrganizationId, l.ProjectId, l.Id)),
            ResourceKind.Milestone => WithDeleted(db.Milestones)
                .Where(m => m.Id == id)
                .Select(m => new Scope(m.OrganizationId, m.ProjectId, m.Id)),
            ResourceKind.SavedView => WithDeleted(db.SavedViews)
                .Where(v => v.Id == id && (v.Shared || v.OwnerId == actor.UserId))
                .Select(v => new Scope(v.OrganizationId, v.ProjectId, v.Id)),
            ResourceKind.Import => db.Imports.Where(i => i.Id == id).Select(i => new Scope(i.OrganizationId, i.ProjectId, i.Id)),
            ResourceKind.Comment => db
                .Comments.Where(c => c.Id == id)
                .Select(c => new Scope(c.OrganizationId, c.ProjectId, c.Id) { ParentTaskId = c.TaskId }),
            ResourceKind.Event => db.Activities.Where(a => a.Id == id).Select(a => new Scope(a.OrganizationId, a.ProjectId, a.Id)),
            ResourceKind.Integration => WithDeleted(db.Integrations)
                .Where(i => i.Id == id)
                .Select(i => new Scope(i.OrganizationId, null, i.Id)),
            ResourceKind.Organization or _ => throw new InvalidOperationException($"{resource.Kind} is not found by id."),
        };
        return scopes.FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Deleting what was deleted is a success, on a node that never saw it alive too. Every other use case finds it gone by itself.</summary>
    private static IQueryable<T> WithDeleted<T>(IQueryable<T> rows)
        where T : class => rows.IgnoreQueryFilters([IAppDbContext.DeletedFilter]);

    private async Task<Result<Scope>> ByKeyAsync(TaskKey key, Guid? organizationId, CancellationToken cancellationToken)
    {
        var found = await db
            .Tasks.Where(t => t.Number == key.Number)
            .Join(
                db.Projects.Where(p => p.Key == key.ProjectKey && (organizationId == null || p.OrganizationId == organizationId)),
                t => t.ProjectId,
                p => p.Id,
                (t, p) => new Scope(t.OrganizationId, t.ProjectId, t.Id)
            )
            .ToListAsync(cancellationToken);
        var visible = found.Where(s => actor.MembershipIn(s.OrganizationId)?.Sees(s.ProjectId!.Value) == true).ToList();
        return visible.Count switch
        {
            0 => Error.NotFound("Task"),
            1 => visible[0],
            _ => new Error(
                ErrorCodes.InvalidState,
                "Several of your organizations have a task with this key. Add ?organization_id=.",
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["candidates"] = visible.Select(s => new { id = s.ResourceId, organization_id = s.OrganizationId }).ToArray(),
                }
            ),
        };
    }
}

/// <summary>Bounded memory of where resources belong: 100 000 entries, about 20 MB.</summary>
public sealed class ScopeCache : IDisposable
{
    private readonly MemoryCache entries = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    public Scope? Find(Guid userId, ResourceRef resource) => entries.Get<Scope>((userId, resource.Kind, resource.Id));

    public void Remember(Guid userId, ResourceRef resource, Scope scope) =>
        entries.Set((userId, resource.Kind, resource.Id), scope, new MemoryCacheEntryOptions { Size = 1 });

    public void Dispose() => entries.Dispose();
}
