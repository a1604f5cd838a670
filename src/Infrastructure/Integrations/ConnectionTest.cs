using System.Globalization;
using TaskFlow.Application.Common;
using TaskFlow.Application.Deliveries;
using TaskFlow.Application.Integrations;
using TaskFlow.Domain.Common;

namespace TaskFlow.Infrastructure.Integrations;

internal sealed class ConnectionTest(
    IntegrationDirectory directory,
    IEnumerable<INotificationChannel> channels,
    Installation installation,
    TimeProvider clock
) : IConnectionTest
{
    public async Task<Result<ConnectionTried>> TryAsync(Guid organizationId, Guid integrationId, CancellationToken cancellationToken)
    {
        var found = await directory.FindAsync([new IntegrationKey(organizationId, integrationId)], cancellationToken);
        if (found is not [var integration])
            return Error.NotFound("Integration");
        if (channels.FirstOrDefault(c => c.Kind == integration.Kind) is not { } channel)
            return Error.InvalidState("Nothing is sent to an integration of this kind, so there is nothing to test.");

        var message = new OutgoingMessage(
            Ids.New(),
            organizationId,
            integration.Destination,
            Event: null,
            "TaskFlow can reach you",
            $"This is a test of the integration \"{integration.Name}\". Somebody who looks after it asked for it; nothing has to be done.",
            installation.PublicUrl,
            // A test of e-mail goes to the sender itself: whose address it is answers for it.
            integration.Destination.Config.GetValueOrDefault("from_email")
        );
        var started = clock.GetTimestamp();
        var outcome = await channel.SendAsync(message, cancellationToken);
        return Read(outcome, clock.GetElapsedTime(started));
    }

    private static ConnectionTried Read(SendOutcome outcome, TimeSpan duration) =>
        outcome switch
        {
            SendOutcome.Delivered => new(ConnectionOutcome.Delivered, "The receiver has the message.", duration),
            SendOutcome.NotSent(var error) => new(ConnectionOutcome.NotSent, error, duration),
            SendOutcome.Ambiguous(var error) => new(ConnectionOutcome.Unknown, error, duration),
            SendOutcome.Throttled(var after, var error) => new(ConnectionOutcome.Throttled, $"{error} Wait {Seconds(after)}.", duration),
            SendOutcome.CredentialDead(var error) => new(ConnectionOutcome.CredentialRefused, error, duration),
            SendOutcome.Refused(var error, _) => new(ConnectionOutcome.Refused, error, duration),
            SendOutcome.Waiting(var probeAt) => new(
                ConnectionOutcome.Waiting,
                $"Earlier messages failed, so nothing was sent now. The next try is let through at {probeAt:u}.",
                duration
            ),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds)} s");
}
