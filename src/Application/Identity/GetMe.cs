using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Identity;

public sealed record GetMe : IQuery<Me>
{
    public AccessRule Access => AccessRule.SignedIn;
}

public sealed record Me(UserView User, IReadOnlyList<OwnOrganization> Organizations);

internal sealed class GetMeHandler(IAppDbContext db, Installation installation, Actor actor) : IRequestHandler<GetMe, Result<Me>>
{
    public async Task<Result<Me>> Handle(GetMe request, CancellationToken cancellationToken)
    {
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == actor.UserId, cancellationToken);
        if (user is null)
            return Error.NotFound("User");
        var organizations = await db
            .Organizations.Join(
                db.Memberships.Where(m => m.UserId == actor.UserId && m.EndedAt == null),
                o => o.Id,
                m => m.OrganizationId,
                (o, m) => new { Organization = o, m.Role }
            )
            .OrderBy(o => o.Organization.Name)
            .ThenBy(o => o.Organization.Id)
            .Select(o => new OwnOrganization(o.Organization.Id, o.Organization.Name, o.Organization.Slug, o.Role))
            .ToListAsync(cancellationToken);
        return new Me(UserView.From(user, installation), organizations);
    }
}
