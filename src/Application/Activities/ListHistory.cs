using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Activities;

/// <summary>Every revision of a task or a comment, newest first; the first one has the initial values in <c>data</c>.</summary>
public sealed record ListHistory(ResourceRef Resource, PageRequest Page) : IPagedQuery<Envelope>
{
    public AccessRule Access => AccessRule.To(Permission.See, Resource);
}

internal sealed class ListHistoryHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListHistory, Result<Page<Envelope>>>
{
    private const string Sort = "-seq";

    public async Task<Result<Page<Envelope>>> Handle(ListHistory request, CancellationToken cancellationToken)
    {
        var scope = actor.Scope;
        var lines = db.Activities.Where(a => a.OrganizationId == scope.OrganizationId && a.ResourceId == scope.ResourceId);
        if (request.Page.Cursor is { } text)
        {
            if (NumberIn(Cursor.Decode(text)) is not { } seq)
                return Cursor.Unreadable;
            lines = lines.Where(a => a.Seq < seq);
        }

        var items = await lines
            .OrderByDescending(a => a.ResourceVersion)
            .ThenByDescending(a => a.Seq)
            .Take(request.Page.Limit + 1)
            .WithActors(db.Users)
            .OrderByDescending(line => line.Activity.Seq)
            .AsEnvelopes()
            .ToListAsync(cancellationToken);
        return Page<Envelope>.Of(items, request.Page.Limit, e => new Cursor(Sort, e.Seq.ToString(CultureInfo.InvariantCulture), e.Id));
    }

    private static long? NumberIn(Cursor? cursor) =>
        cursor is { Sort: Sort } && long.TryParse(cursor.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
}
