using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Activities;

/// <summary>Every revision of a task, newest first; the first one has the initial values in <c>data.task</c>.</summary>
public sealed record ListTaskHistory(ResourceRef Task, PageRequest Page) : IQuery<Page<Envelope>>
{
    public AccessRule Access => AccessRule.To(Permission.See, Task);
}

internal sealed class ListTaskHistoryRules : AbstractValidator<ListTaskHistory>
{
    public ListTaskHistoryRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListTaskHistoryHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListTaskHistory, Result<Page<Envelope>>>
{
    private const string Sort = "-version";

    public async Task<Result<Page<Envelope>>> Handle(ListTaskHistory request, CancellationToken cancellationToken)
    {
        var scope = actor.Scope;
        var revisions = db.Activities.Where(a => a.OrganizationId == scope.OrganizationId && a.ResourceId == scope.ResourceId);
        if (request.Page.Cursor is { } text)
        {
            if (
                Cursor.Decode(text) is not { Sort: Sort } last
                || !int.TryParse(last.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            )
                return Cursor.Unreadable;
            revisions = revisions.Where(a => a.ResourceVersion < version);
        }

        var items = await revisions
            .OrderByDescending(a => a.ResourceVersion)
            .Take(request.Page.Limit + 1)
            .WithActors(db.Users)
            .OrderByDescending(line => line.Activity.ResourceVersion)
            .AsEnvelopes()
            .ToListAsync(cancellationToken);
        return Page<Envelope>.Of(
            items,
            request.Page.Limit,
            e => new Cursor(Sort, e.Resource.Version.ToString(CultureInfo.InvariantCulture), e.Id)
        );
    }
}
