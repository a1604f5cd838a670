using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Integrations;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Integrations;

public sealed record CreateIntegration(Guid OrganizationId, IntegrationKind Kind, IntegrationEdit First, GivenSecrets Secrets)
    : ICommand<CreatedIntegration>
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

/// <param name="SigningSecret">Of a webhook; shown here and never again.</param>
public sealed record CreatedIntegration(IntegrationView Integration, SigningSecret? SigningSecret);

internal sealed class CreateIntegrationRules : AbstractValidator<CreateIntegration>
{
    public CreateIntegrationRules()
    {
        RuleFor(c => c.First).SetValidator(new IntegrationRules()).OverridePropertyName("");
        RuleFor(c => c.First.Name).NotNull().WithMessage("name must be given.").OverridePropertyName("name");
        RuleFor(c => c.First.EventTypes).NotNull().WithMessage("events must be given.").OverridePropertyName("events");
        RuleFor(c => c.Kind)
            .Must(IntegrationShape.Available.Contains)
            .WithErrorCode("not_available")
            .WithMessage(
                $"This kind cannot be connected yet. Available: {string.Join(", ", IntegrationShape.Available).ToLowerInvariant()}."
            );
    }
}

internal sealed class CreateIntegrationHandler(IAppDbContext db, ISecretBox box, Actor actor, TimeProvider clock)
    : IRequestHandler<CreateIntegration, Result<CreatedIntegration>>
{
    public async Task<Result<CreatedIntegration>> Handle(CreateIntegration request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var connected = Integration.Connect(
            request.OrganizationId,
            request.Kind,
            request.First,
            request.Secrets.Members,
            actor.UserId,
            now
        );
        if (connected.IsFailure)
            return connected.Refusal;
        var unknown = await IntegrationRules.UnknownProjectAsync(db, request.OrganizationId, request.First.ProjectIds, cancellationToken);
        if (unknown is not null)
            return unknown;

        var integration = connected.Value;
        db.Integrations.Add(integration);
        foreach (var (name, text) in request.Secrets.Members)
            db.IntegrationSecrets.Add(IntegrationSecret.Of(integration, name, box.Seal(integration.Id, name, text), now));
        if (integration.Kind != IntegrationKind.Webhook)
            return new CreatedIntegration(IntegrationView.From(integration), null);

        var signing = SigningSecret.New();
        var sealedText = box.Seal(integration.Id, IntegrationSecret.Signing, signing.Text);
        db.IntegrationSecrets.Add(IntegrationSecret.Of(integration, IntegrationSecret.Signing, sealedText, now));
        return new CreatedIntegration(IntegrationView.From(integration), signing);
    }
}
