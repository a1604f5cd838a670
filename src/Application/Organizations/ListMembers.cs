using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>Who belongs to the organization, in the order of their accounts.</summary>
public sealed record ListMembers(Guid OrganizationId, PageRequest Page) : IQuery<Page<MemberView>>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Organization(OrganizationId));
}

internal sealed class ListMembersRules : AbstractValidator<ListMembers>
{
    public ListMembersRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListMembersHandler(IAppDbContext db) : IRequestHandler<ListMembers, Result<Page<MemberView>>>
{
    private const string Sort = "members";

    public async Task<Result<Page<MemberView>>> Handle(ListMembers request, CancellationToken cancellationToken)
    {
        var memberships = db.Memberships.Where(m => m.OrganizationId == request.OrganizationId && m.EndedAt == null);
        if (request.Page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { Sort: Sort, Id: var last })
                return Cursor.Unreadable;
            memberships = memberships.Where(m => m.UserId.CompareTo(last) > 0);
        }

        var items = await memberships
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new { Membership = m, User = u })
            .OrderBy(m => m.User.Id)
            .Take(request.Page.Limit + 1)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var views = items.ConvertAll(m => MemberView.From(m.Membership, m.User));
        return Page<MemberView>.Of(views, request.Page.Limit, m => new Cursor(Sort, "", m.User.Id));
    }
}
