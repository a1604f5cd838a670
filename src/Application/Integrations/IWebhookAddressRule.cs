using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Integrations;

/// <summary>
/// Whether a webhook may be pointed at an address: https only, and nothing private however it is written (api.md, SSRF). Looks the host's
/// name up, so it is the outside world's and no handler's; what it finds may change, so it is asked again at every send.
/// </summary>
public interface IWebhookAddressRule
{
    /// <returns>422 that points at <c>/config/url</c>, or null.</returns>
    Task<Error?> CheckAsync(string url, CancellationToken cancellationToken);
}
