using TaskFlow.Application.Integrations;
using TaskFlow.Domain.Common;

namespace TaskFlow.Infrastructure.Integrations.Webhooks;

/// <summary>The guard's verdict as the contract words it.</summary>
internal sealed class WebhookAddressRule(SsrfGuard guard) : IWebhookAddressRule
{
    private const string Pointer = "/config/url";

    public async Task<Error?> CheckAsync(string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return Error.Invalid(FieldError.In(Pointer, "not_an_address", "A webhook's url is absolute: https://example.com/hook."));
        return await guard.CheckAsync(address, cancellationToken) is { } refusal
            ? Error.Invalid(FieldError.In(Pointer, refusal.Code, refusal.Message))
            : null;
    }
}
