using System.Net.Http.Headers;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations.Slack;

/// <summary>Messages to a Slack channel, by <c>chat.postMessage</c>. Slack documents no way to drop a repetition.</summary>
internal sealed class SlackChannel(TaskFlowOptions options, OutgoingHttp http) : INotificationChannel, IDisposable
{
    private readonly HttpClient client = http.ClientOf(ExternalDependency.Slack);
    private readonly Uri address = MessageParts.Below(options.Integrations.Slack.BaseAddress, "chat.postMessage");

    public string Kind => "slack";

    public bool Deduplicates => false;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var destination = message.Destination;
        if (destination.Config.GetValueOrDefault("channel") is not { Length: > 0 } channel)
            return new SendOutcome.Refused("The integration names no channel.");
        if (destination.Secrets.GetValueOrDefault("bot_token") is not { } token || !MessageParts.IsToken(token))
            return new SendOutcome.CredentialDead("The integration has no usable bot token.");
        var post = new Post(
            channel,
            SlackText.Of(message),
            new Metadata(
                "taskflow_delivery",
                new MetadataPayload(message.DeliveryId.ToString(), [message.DeliveryId, .. message.FoldedIds])
            )
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = MessageParts.Json(post),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        var scope = CallScope.Of(destination);
        var call = new OutgoingCall(ExternalDependency.Slack, address.Authority, scope, scope, BodyUse.Always, SlackAnswers.Read);
        return await client.CallAsync(request, call, cancellationToken);
    }

    public void Dispose() => client.Dispose();

    /// <param name="Metadata">Tells receivers that look for it which delivery it is.</param>
    /// <param name="Parse">Names in the text are not turned into links or mentions.</param>
    private sealed record Post(
        string Channel,
        string Text,
        Metadata Metadata,
        string Parse = "none",
        bool LinkNames = false,
        bool UnfurlLinks = false,
        bool UnfurlMedia = false
    );

    private sealed record Metadata(string EventType, MetadataPayload EventPayload);

    private sealed record MetadataPayload(string DeliveryId, IReadOnlyList<Guid> DeliveryIds);
}
