using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Integrations;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Integrations;

/// <param name="Secrets">Take the place of the stored ones of the same name; the others stay.</param>
public sealed record UpdateIntegration(
    Guid OrganizationId,
    Guid IntegrationId,
    IntegrationEdit Edit,
    GivenSecrets Secrets,
    int? BaseVersion
) : ICommand<IntegrationView>
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

internal sealed class UpdateIntegrationRules : AbstractValidator<UpdateIntegration>
{
    public UpdateIntegrationRules() => RuleFor(c => c.Edit).SetValidator(new IntegrationRules()).OverridePropertyName("");
}

internal sealed class UpdateIntegrationHandler(IAppDbContext db, ISecretBox box, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<UpdateIntegration, Result<IntegrationView>>
{
    public async Task<Result<IntegrationView>> Handle(UpdateIntegration request, CancellationToken cancellationToken)
    {
        var integration = await db
            .Integrations.Where(i => i.OrganizationId == request.OrganizationId && i.Id == request.IntegrationId)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (integration is null)
            return Error.NotFound("Integration");
        if (request.BaseVersion is { } stated && stated != integration.Version)
            return VersionErrors.Stale(stated, integration.Version);
        var (now, before) = (clock.GetUtcNow(), integration.Status);
        if (integration.Edit(request.Edit, request.Secrets.Members, now) is { } refusal)
            return refusal;
        var unknown = await IntegrationRules.UnknownProjectAsync(db, request.OrganizationId, request.Edit.ProjectIds, cancellationToken);
        if (unknown is not null)
            return unknown;
        if (request.Secrets.Members.Count > 0)
            await ReplaceAsync(integration, request.Secrets, now, cancellationToken);
        await db.WakeAsync(unitOfWork, integration, before, now, cancellationToken);
        return IntegrationView.From(integration);
    }

    private async Task ReplaceAsync(Integration integration, GivenSecrets given, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var names = given.Members.Keys.ToList();
        var stored = await db
            .IntegrationSecrets.Where(s =>
                s.OrganizationId == integration.OrganizationId && s.IntegrationId == integration.Id && names.Contains(s.Name)
            )
            .ToListAsync(cancellationToken);
        db.IntegrationSecrets.RemoveRange(stored);
        foreach (var (name, text) in given.Members)
            db.IntegrationSecrets.Add(IntegrationSecret.Of(integration, name, box.Seal(integration.Id, name, text), now));
    }
}
