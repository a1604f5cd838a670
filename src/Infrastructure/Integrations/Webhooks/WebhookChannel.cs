using System.Globalization;
using System.Net.Http.Headers;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations.Webhooks;

/// <summary>Events to a customer's own server, as Standard Webhooks (api.md).</summary>
internal sealed class WebhookChannel(OutgoingHttp http, SsrfGuard guard, TimeProvider clock) : INotificationChannel, IDisposable
{
    /// <summary>The secret of an integration and, for a day after it was changed, the one before.</summary>
    private static readonly string[] SecretNames = ["signing_secret", "previous_signing_secret"];

    private readonly HttpClient client = http.ClientOf(ExternalDependency.Webhooks, guard.ConnectAsync);

    public string Kind => "webhook";

    public bool Deduplicates => true;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(message.Destination.Config.GetValueOrDefault("url"), UriKind.Absolute, out var address))
            return new SendOutcome.Refused("The integration has no address.");
        if (guard.CheckForm(address) is { } refusal)
            return new SendOutcome.Refused(refusal.Message);
        var keys = KeysOf(message.Destination);
        if (keys.Count == 0)
            return new SendOutcome.CredentialDead("The integration has no signing secret.");
        using var request = Compose(message, address, keys);
        return await client.CallAsync(request, CallTo(address, message), cancellationToken);
    }

    public void Dispose() => client.Dispose();

    private static OutgoingCall CallTo(Uri address, OutgoingMessage message) =>
        new(
            ExternalDependency.Webhooks,
            address.Authority,
            CallScope.Of(message.Destination),
            // A customer alone must not close a host that others use too, however many webhooks it points there.
            Party: message.OrganizationId?.ToString() ?? "installation",
            BodyUse.Never,
            WebhookAnswers.Read
        );

    private static List<byte[]> KeysOf(Destination destination)
    {
        List<byte[]> keys = [];
        foreach (var name in SecretNames)
            if (destination.Secrets.TryGetValue(name, out var secret) && WebhookSignature.TryReadKey(secret, out var key))
                keys.Add(key);
        return keys;
    }

    private HttpRequestMessage Compose(OutgoingMessage message, Uri address, List<byte[]> keys)
    {
        var now = clock.GetUtcNow();
        var timestamp = now.ToUnixTimeSeconds();
        var id = message.DeliveryId.ToString();
        var body = WebhookBody.Write(message, now);
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("TaskFlow-Webhooks", "1"));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Sign(keys, id, timestamp, body));
        return request;
    }
}
