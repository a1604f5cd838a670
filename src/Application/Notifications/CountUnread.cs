using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Notifications;

/// <summary>What the badge shows; asked for when the inbox may have moved.</summary>
public sealed record CountUnread : IQuery<UnreadCount>, IHaveNoRules
{
    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed class CountUnreadHandler(IAppDbContext db, Actor actor) : IRequestHandler<CountUnread, Result<UnreadCount>>
{
    public async Task<Result<UnreadCount>> Handle(CountUnread request, CancellationToken cancellationToken) =>
        new UnreadCount(await db.InboxOf(actor).CountUnreadAsync(cancellationToken));
}
