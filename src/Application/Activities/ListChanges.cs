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

/// <summary>The gap-free numbered log of a project after a number the client has seen.</summary>
public sealed record ListChanges(Guid ProjectId, long After, int Limit) : IQuery<ChangesView>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

/// <param name="Reset">The client has seen more than there is: the database was restored. Load the board again.</param>
public sealed record ChangesView(IReadOnlyList<Envelope> Items, Guid Epoch, long Head, bool Reset);

internal sealed class ListChangesRules : AbstractValidator<ListChanges>
{
    public ListChangesRules() =>
        RuleFor(q => q.Limit)
            .InclusiveBetween(1, PageRequest.MaxLimit)
            .WithState(_ => new ParameterName("limit"))
            .WithErrorCode("out_of_range")
            .WithMessage($"limit is 1–{PageRequest.MaxLimit}.");
}

internal sealed class ListChangesHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListChanges, Result<ChangesView>>
{
    public async Task<Result<ChangesView>> Handle(ListChanges request, CancellationToken cancellationToken)
    {
        var organizationId = actor.Scope.OrganizationId;
        await using var moment = await db.SnapshotAsync(cancellationToken);
        var feed = await db.ProjectFeeds.AsNoTracking().SingleAsync(f => f.ProjectId == request.ProjectId, cancellationToken);
        if (request.After >= feed.Head)
            return new ChangesView([], feed.Epoch, feed.Head, request.After > feed.Head);

        var items = await db.EnvelopesAfter(organizationId, request.ProjectId, request.After, request.Limit).ToListAsync(cancellationToken);
        return new ChangesView(items, feed.Epoch, feed.Head, false);
    }
}
