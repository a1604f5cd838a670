using TaskFlow.Application.Common.Messaging;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Integrations;

namespace TaskFlow.Application.Integrations;

/// <summary>Looks a webhook's address up before it is stored. That nobody is sent there now is part of the contract.</summary>
internal sealed class WebhookAddressStep(IWebhookAddressRule rule) : IOutsideStep<CreateIntegration>, IOutsideStep<UpdateIntegration>
{
    public Task<Error?> TakeAsync(CreateIntegration command, CancellationToken cancellationToken) =>
        command.Kind == IntegrationKind.Webhook ? CheckAsync(command.First, cancellationToken) : Nothing;

    /// <summary>Of the kinds a webhook alone has a url; the others refuse it by themselves.</summary>
    public Task<Error?> TakeAsync(UpdateIntegration command, CancellationToken cancellationToken) =>
        CheckAsync(command.Edit, cancellationToken);

    private static Task<Error?> Nothing => Task.FromResult<Error?>(null);

    private Task<Error?> CheckAsync(IntegrationEdit edit, CancellationToken cancellationToken) =>
        edit.Config?.GetValueOrDefault("url") is { } url ? rule.CheckAsync(url.Trim(), cancellationToken) : Nothing;
}
