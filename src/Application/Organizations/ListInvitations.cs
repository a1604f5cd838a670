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

namespace TaskFlow.Application.Organizations;

/// <summary>The invitations that wait for an answer, the oldest first.</summary>
public sealed record ListInvitations(Guid OrganizationId, PageRequest Page) : IQuery<Page<InvitationView>>
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

public sealed record InvitationView(
    Guid Id,
    string Email,
    Role Role,
    IReadOnlyList<Guid> ProjectIds,
    Guid InvitedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt
);

internal sealed class ListInvitationsRules : AbstractValidator<ListInvitations>
{
    public ListInvitationsRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListInvitationsHandler(IAppDbContext db, TimeProvider clock)
    : IRequestHandler<ListInvitations, Result<Page<InvitationView>>>
{
    private const string Sort = "invitations";

    public async Task<Result<Page<InvitationView>>> Handle(ListInvitations request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var invitations = db.Invitations.Where(i =>
            i.OrganizationId == request.OrganizationId && i.AcceptedAt == null && i.ExpiresAt > now
        );
        if (request.Page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { Sort: Sort, Id: var last })
                return Cursor.Unreadable;
            invitations = invitations.Where(i => i.Id.CompareTo(last) > 0);
        }

        var items = await invitations
            .OrderBy(i => i.Id)
            .Take(request.Page.Limit + 1)
            .Select(i => new InvitationView(i.Id, i.NormalizedEmail, i.Role, i.ProjectIds, i.InvitedBy, i.CreatedAt, i.ExpiresAt))
            .ToListAsync(cancellationToken);
        return Page<InvitationView>.Of(items, request.Page.Limit, i => new Cursor(Sort, "", i.Id));
    }
}
