using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Integrations;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Application.Integrations;

/// <summary>What waited for an integration that somebody mended is due at once: nobody waits for the end of a pause that has lost its reason.</summary>
internal static class MendedIntegration
{
    /// <param name="before">The integration's status before it was edited or tested.</param>
    public static async Task WakeAsync(
        this IAppDbContext db,
        IUnitOfWork unitOfWork,
        Integration integration,
        IntegrationStatus before,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (integration.Status != IntegrationStatus.Ok || before == IntegrationStatus.Ok)
            return;
        var waiting = db.Deliveries.Where(d =>
            d.OrganizationId == integration.OrganizationId && d.Status == DeliveryStatus.Pending && d.NextAttemptAt > now
        );
        // A mail is addressed to a person: that it goes by this account is decided when it is sent.
        waiting =
            integration.Kind == IntegrationKind.Sendgrid
                ? waiting.Where(d => d.Channel == DeliveryChannel.Email)
                : waiting.Where(d => d.IntegrationId == integration.Id);
        await unitOfWork.UpdateAsync(
            waiting,
            update => update.SetProperty(d => d.NextAttemptAt, now).SetProperty(d => d.TurnAt, now),
            cancellationToken
        );
    }
}
