using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Integrations;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Integrations;

/// <summary>Really sends a message, and keeps what it says about the integration's health.</summary>
public sealed record TestIntegration(Guid IntegrationId) : ICommand<ConnectionTested>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Integration(IntegrationId));
}

/// <param name="Ok">The receiver has the message.</param>
public sealed record ConnectionTested(bool Ok, ConnectionOutcome Outcome, string Detail, long DurationMs);

/// <summary>The part of a test that no transaction is open for.</summary>
internal sealed class ConnectionTestStep(IConnectionTest test, Actor actor) : IOutsideStep<TestIntegration>
{
    public ConnectionTried? Tried { get; private set; }

    public async Task<Error?> TakeAsync(TestIntegration command, CancellationToken cancellationToken)
    {
        var tried = await test.TryAsync(actor.Scope.OrganizationId, command.IntegrationId, cancellationToken);
        if (!tried.IsFailure)
            Tried = tried.Value;
        return tried.Refusal;
    }
}

internal sealed class TestIntegrationHandler(
    IAppDbContext db,
    ConnectionTestStep step,
    IUnitOfWork unitOfWork,
    Actor actor,
    TimeProvider clock
) : IRequestHandler<TestIntegration, Result<ConnectionTested>>
{
    public async Task<Result<ConnectionTested>> Handle(TestIntegration request, CancellationToken cancellationToken)
    {
        var tried = step.Tried ?? throw new InvalidOperationException("The message is sent before the transaction opens.");
        var integration = await db
            .Integrations.Where(i => i.OrganizationId == actor.Scope.OrganizationId && i.Id == request.IntegrationId)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (integration is null)
            return Error.NotFound("Integration");
        var before = integration.Status;
        var delivered = tried.Outcome == ConnectionOutcome.Delivered;
        if (delivered)
            integration.Mend();
        else if (tried.Outcome == ConnectionOutcome.CredentialRefused)
            integration.Pause(tried.Detail);
        await db.WakeAsync(unitOfWork, integration, before, clock.GetUtcNow(), cancellationToken);
        return new ConnectionTested(delivered, tried.Outcome, tried.Detail, (long)tried.Duration.TotalMilliseconds);
    }
}
