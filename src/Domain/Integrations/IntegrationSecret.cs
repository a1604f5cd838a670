using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Integrations;

/// <summary>A secret of an integration as it is stored: encrypted, under the name that the contract gives it.</summary>
public sealed class IntegrationSecret : Entity, ITenantOwned
{
    /// <summary>What signs a webhook's messages; made here, shown once.</summary>
    public const string Signing = "signing_secret";

    /// <summary>How the channel gets the signing secret that was replaced less than <see cref="RotationWindow"/> ago: both sign.</summary>
    public const string PreviousSigning = "previous_signing_secret";

    public static readonly TimeSpan RotationWindow = TimeSpan.FromHours(24);

    private IntegrationSecret() { }

    public Guid OrganizationId { get; private init; }

    public Guid IntegrationId { get; private init; }

    public string Name { get; private init; } = "";

    public byte[] Sealed { get; private init; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Null = the current one. Only a signing secret outlives its successor.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public static IntegrationSecret Of(Integration integration, string name, byte[] sealedText, DateTimeOffset at) =>
        new()
        {
            Id = Ids.New(),
            OrganizationId = integration.OrganizationId,
            IntegrationId = integration.Id,
            Name = name,
            Sealed = sealedText,
            CreatedAt = at,
        };

    /// <summary>Receivers have until then to take its successor over.</summary>
    public void Replace(DateTimeOffset at) => ExpiresAt = at + RotationWindow;
}
