using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>The invitations that wait for an answer, the oldest first.</summary>
public sealed record ListInvitations(Guid OrganizationId, PageRequest Page) : IPagedQuery<InvitationView>
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

internal sealed class ListInvitationsHandler(IAppDbContext db, TimeProvider clock)
    : IRequestHandler<ListInvitations, Result<Page<InvitationView>>>
{
    public async Task<Result<Page<InvitationView>>> Handle(ListInvitations request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var invitations = db.Invitations.Where(i =>
            i.OrganizationId == request.OrganizationId && i.AcceptedAt == null && i.ExpiresAt > now
        );
        if (invitations.PageById(request.Page, i => i.Id) is not { } page)
            return Cursor.Unreadable;

        var items = await page.Select(i => new InvitationView(
                i.Id,
                i.NormalizedEmail,
                i.Role,
                i.ProjectIds,
                i.InvitedBy,
                i.CreatedAt,
                i.ExpiresAt
            ))
            .ToListAsync(cancellationToken);
        return items.ById(request.Page, i => i.Id);
    }
}
