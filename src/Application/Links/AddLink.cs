using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Links;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Links;

/// <param name="Other">A task of the same organization, by id or by key.</param>
public sealed record AddLink(ResourceRef Task, LinkType Type, ResourceRef Other) : ICommand<LinkView>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, Task);
}

internal sealed class AddLinkHandler(IAppDbContext db, Actor actor, TimeProvider clock) : IRequestHandler<AddLink, Result<LinkView>>
{
    private Guid OrganizationId => actor.Scope.OrganizationId;

    public async Task<Result<LinkView>> Handle(AddLink request, CancellationToken cancellationToken)
    {
        var fromId = actor.Scope.ResourceId!.Value;
        // A circle goes through any projects, so those who make one block another wait for each other in the whole organization, before the tasks.
        if (request.Type == LinkType.Blocks)
            await db.Organizations.Where(o => o.Id == OrganizationId).Locked().SingleAsync(cancellationToken);
        var ends = await LinkEnds.LockAsync(db, OrganizationId, Either(fromId, request.Other), cancellationToken);
        if (IsItself(ends[fromId], request.Other))
            return LinkErrors.ToItself;
        if (ends.OtherThan(fromId) is not { } to)
            return LinkErrors.UnknownTask;
        var toId = to.Task.Id;
        if ((ends.RefusalOf(fromId) ?? ends.RefusalOf(toId)) is { } archived)
            return archived;
        if (request.Type == LinkType.Blocks && await CircleAsync(fromId, toId, cancellationToken) is { } circle)
            return circle;

        var link = TaskLink.Between(request.Type, ends[fromId], to, actor.UserId, clock.GetUtcNow());
        db.TaskLinks.Add(link);
        return new LinkView(
            link.Id,
            link.Type,
            LinkDirection.Outgoing,
            new LinkedTaskView(toId, to.Key, to.Task.Title, ends.CategoryOf(toId))
        );
    }

    private static bool IsItself(LinkEnd from, ResourceRef other) =>
        other.Key is { } key
            ? from.Task.Number == key.Number && string.Equals(from.ProjectKey, key.ProjectKey, StringComparison.Ordinal)
            : from.Task.Id == other.Id;

    /// <summary>Whoever may edit a task sees every project of the organization.</summary>
    private IQueryable<TaskItem> Either(Guid fromId, ResourceRef other) =>
        other.Key is { } key
            ? db.Tasks.Where(t =>
                t.Id == fromId
                || (
                    t.Number == key.Number
                    && db.Projects.Any(p => p.OrganizationId == OrganizationId && p.Id == t.ProjectId && p.Key == key.ProjectKey)
                )
            )
            : db.Tasks.Where(t => t.Id == fromId || t.Id == other.Id);

    private async Task<Error?> CircleAsync(Guid fromId, Guid toId, CancellationToken cancellationToken)
    {
        var chain = new BlockChain(toId, fromId);
        while (chain.Ends is { Count: > 0 } ends)
        {
            var blocked = await db
                .TaskLinks.Where(l => l.OrganizationId == OrganizationId && l.Type == LinkType.Blocks && ends.Contains(l.FromTaskId))
                .Select(l => new { l.FromTaskId, l.ToTaskId })
                .ToListAsync(cancellationToken);
            chain.Go(blocked.Select(l => (l.FromTaskId, l.ToTaskId)));
        }

        if (chain.Found is not { } path)
            return null;
        var keys = await db
            .TaskViews.Where(t => t.OrganizationId == OrganizationId && path.Contains(t.Id))
            .Select(t => new { t.Id, t.Key })
            .ToDictionaryAsync(t => t.Id, t => t.Key, cancellationToken);
        // The path ends where the new link begins.
        return LinkErrors.Circle([keys[fromId], .. path.Take(path.Count - 1).Select(id => keys[id])]);
    }
}
