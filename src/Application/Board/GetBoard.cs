using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Application.Projects;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Board;

/// <summary>Columns with their first cards, all of one moment: <c>epoch</c> and <c>seq</c> say which, so that changes can be followed from there.</summary>
/// <param name="Limit">Cards per column.</param>
public sealed record GetBoard(Guid ProjectId, int Limit) : IQuery<BoardView>
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 1000;

    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class GetBoardRules : AbstractValidator<GetBoard>
{
    public GetBoardRules() =>
        RuleFor(q => q.Limit)
            .InclusiveBetween(1, GetBoard.MaxLimit)
            .WithState(_ => new ParameterName("limit"))
            .WithErrorCode("out_of_range")
            .WithMessage($"limit is 1–{GetBoard.MaxLimit}.");
}

internal sealed class GetBoardHandler(IAppDbContext db, Actor actor) : IRequestHandler<GetBoard, Result<BoardView>>
{
    public async Task<Result<BoardView>> Handle(GetBoard request, CancellationToken cancellationToken)
    {
        var organizationId = actor.Scope.OrganizationId;
        var projectId = request.ProjectId;
        await using var moment = await db.SnapshotAsync(cancellationToken);
        var project = await db
            .Projects.Where(p => p.Id == projectId)
            .Join(
                db.ProjectFeeds,
                p => p.Id,
                f => f.ProjectId,
                (p, f) =>
                    new
                    {
                        p,
                        f.Epoch,
                        f.Head,
                    }
            )
            .SingleAsync(cancellationToken);
        var statuses = await db
            .Statuses.Where(s => s.ProjectId == projectId)
            .OrderBy(s => s.Position)
            .ThenBy(s => s.Id)
            .Select(StatusView.Projection)
            .ToListAsync(cancellationToken);
        var labels = await db
            .Labels.Where(l => l.ProjectId == projectId)
            .OrderBy(l => l.Name)
            .Select(LabelView.Projection)
            .ToListAsync(cancellationToken);
        var members = await db
            .Memberships.Where(m => m.OrganizationId == organizationId && (m.Role != Role.Guest || m.ProjectIds.Contains(projectId)))
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => u)
            .OrderBy(u => u.DisplayName)
            .Select(u => new BoardMember(u.Id, u.DisplayName))
            .ToListAsync(cancellationToken);
        var counts = await db
            .Tasks.Where(t => t.OrganizationId == organizationId && t.ProjectId == projectId && t.ArchivedAt == null)
            .GroupBy(t => t.StatusId)
            .Select(g => new { StatusId = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.StatusId, g => g.Count, cancellationToken);
        var cards = await db.CardsAsync(organizationId, projectId, request.Limit, cancellationToken);

        var byStatus = cards.ToLookup(c => c.StatusId);
        var columns = statuses.Select(s =>
        {
            var items = byStatus[s.Id].ToList();
            var count = counts.GetValueOrDefault(s.Id);
            var next = count > items.Count && items.Count > 0 ? new Cursor("rank", items[^1].Rank, items[^1].Id).Encode() : null;
            return new BoardColumn(s, count, items, next);
        });
        return new BoardView(ProjectView.From(project.p), [.. columns], labels, members, project.Epoch, project.Head);
    }
}
