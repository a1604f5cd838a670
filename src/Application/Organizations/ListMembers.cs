using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>Who belongs to the organization, in the order of their accounts.</summary>
public sealed record ListMembers(Guid OrganizationId, PageRequest Page) : IPagedQuery<MemberView>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Organization(OrganizationId));
}

internal sealed class ListMembersHandler(IAppDbContext db) : IRequestHandler<ListMembers, Result<Page<MemberView>>>
{
    public async Task<Result<Page<MemberView>>> Handle(ListMembers request, CancellationToken cancellationToken)
    {
        var members = db
            .Memberships.Where(m => m.OrganizationId == request.OrganizationId && m.EndedAt == null)
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new { Membership = m, User = u })
            .PageById(request.Page, m => m.User.Id);
        if (members is null)
            return Cursor.Unreadable;

        var items = await members.AsNoTracking().ToListAsync(cancellationToken);
        var views = items.ConvertAll(m => MemberView.From(m.Membership, m.User));
        return views.ById(request.Page, m => m.User.Id);
    }
}
