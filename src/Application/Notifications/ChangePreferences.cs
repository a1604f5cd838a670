using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Application.Notifications;

/// <summary>Sets on which channels the caller is told. Reasons that are not named keep what they have.</summary>
public sealed record ChangePreferences(IReadOnlyDictionary<NotificationReason, ChannelsView> Reasons)
    : ICommand<PreferencesView>,
        IHaveNoRules
{
    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed class ChangePreferencesHandler(IAppDbContext db, Actor actor) : IRequestHandler<ChangePreferences, Result<PreferencesView>>
{
    public async Task<Result<PreferencesView>> Handle(ChangePreferences request, CancellationToken cancellationToken)
    {
        var me = actor.UserId;
        var stored = await db.PreferencesOfAsync(me, cancellationToken);
        foreach (var (reason, channels) in request.Reasons)
        {
            if (!stored.TryGetValue(reason, out var preference))
            {
                preference = NotificationPreference.Default(me, reason);
                db.NotificationPreferences.Add(preference);
                stored[reason] = preference;
            }
            preference.Choose(channels.Inbox, channels.Email);
        }
        return PreferencesView.Of(stored.WithDefaults(me));
    }
}
