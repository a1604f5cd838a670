using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Notifications;

/// <summary>On which channels the caller is told, and why.</summary>
public sealed record GetPreferences : IQuery<PreferencesView>, IHaveNoRules
{
    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed class GetPreferencesHandler(IAppDbContext db, Actor actor) : IRequestHandler<GetPreferences, Result<PreferencesView>>
{
    public async Task<Result<PreferencesView>> Handle(GetPreferences request, CancellationToken cancellationToken)
    {
        var stored = await db.PreferencesOfAsync(actor.UserId, cancellationToken);
        return PreferencesView.Of(stored.WithDefaults(actor.UserId));
    }
}
