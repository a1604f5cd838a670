using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Integrations;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Integrations;

/// <summary>
/// Gives a webhook a new signing secret. The one before it signs too for a day, so that the receiver can be changed over without losing a
/// message; one before that is gone at once.
/// </summary>
public sealed record RotateSecret(Guid IntegrationId) : ICommand<RotatedSecret>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Integration(IntegrationId));
}

/// <param name="Secret">Shown here and never again.</param>
public sealed record RotatedSecret(Guid Id, SigningSecret Secret, DateTimeOffset PreviousExpiresAt, int Version);

internal sealed class RotateSecretHandler(IAppDbContext db, ISecretBox box, Actor actor, TimeProvider clock)
    : IRequestHandler<RotateSecret, Result<RotatedSecret>>
{
    public async Task<Result<RotatedSecret>> Handle(RotateSecret request, CancellationToken cancellationToken)
    {
        var organizationId = actor.Scope.OrganizationId;
        var integration = await db
            .Integrations.Where(i => i.OrganizationId == organizationId && i.Id == request.IntegrationId)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (integration is null)
            return Error.NotFound("Integration");
        var now = clock.GetUtcNow();
        if (integration.Rotate(now) is { } refusal)
            return refusal;

        var stored = await db
            .IntegrationSecrets.Where(s =>
                s.OrganizationId == organizationId && s.IntegrationId == integration.Id && s.Name == IntegrationSecret.Signing
            )
            .ToListAsync(cancellationToken);
        db.IntegrationSecrets.RemoveRange(stored.Where(s => s.ExpiresAt is not null));
        foreach (var current in stored.Where(s => s.ExpiresAt is null))
            current.Replace(now);
        var next = SigningSecret.New();
        var sealedText = box.Seal(integration.Id, IntegrationSecret.Signing, next.Text);
        db.IntegrationSecrets.Add(IntegrationSecret.Of(integration, IntegrationSecret.Signing, sealedText, now));
        return new RotatedSecret(integration.Id, next, now + IntegrationSecret.RotationWindow, integration.Version);
    }
}
