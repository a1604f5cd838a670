using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Integrations;
using TaskFlow.Infrastructure.Integrations;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>By which provider a delivery goes out, and where to.</summary>
/// <param name="PausedBecause">It waits until somebody mends the integration.</param>
/// <param name="Integration">Null for the installation's own mail server.</param>
public sealed record DeliveryRoute(string Kind, Destination Destination, string? PausedBecause, ConnectedIntegration? Integration)
{
    public static readonly DeliveryRoute OwnMailServer = new(
        "smtp",
        new Destination(
            null,
            new Dictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal)
        ),
        null,
        null
    );

    /// <summary>Somebody, or the receiver's 410, switched it off: what waited is kept as dead letters.</summary>
    public bool IsOff => Integration is { Enabled: false };

    public static DeliveryRoute To(ConnectedIntegration integration) =>
        new(
            integration.Kind,
            integration.Destination,
            integration.Status == IntegrationStatus.Paused ? "The integration is paused." : null,
            integration
        );
}
