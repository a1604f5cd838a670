using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations.SendGrid;

/// <summary>E-mail through SendGrid, by <c>mail/send</c>. SendGrid drops no repetition; <c>custom_args.delivery_id</c> comes back in its events.</summary>
internal sealed class SendGridChannel(TaskFlowOptions options, OutgoingHttp http) : INotificationChannel, IDisposable
{
    private readonly HttpClient client = http.ClientOf(ExternalDependency.SendGrid);
    private readonly Uri address = MessageParts.Below(options.Integrations.SendGrid.BaseAddress, "mail/send");

    public string Kind => "sendgrid";

    public bool Deduplicates => false;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var destination = message.Destination;
        if (destination.Config.GetValueOrDefault("from_email") is not { Length: > 0 } from)
            return new SendOutcome.Refused("The integration names no sender.");
        if (destination.Secrets.GetValueOrDefault("api_key") is not { } key || !MessageParts.IsToken(key))
            return new SendOutcome.CredentialDead("The integration has no usable API key.");
        // A connection test is about no person: the sender writes to itself.
        var mail = Compose(message, from, destination.Config.GetValueOrDefault("from_name"), message.Address ?? from);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = MessageParts.Json(mail),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
        };
        var scope = CallScope.Of(destination);
        var call = new OutgoingCall(ExternalDependency.SendGrid, address.Authority, scope, scope, BodyUse.OfRefusals, SendGridAnswers.Read);
        return await client.CallAsync(request, call, cancellationToken);
    }

    public void Dispose() => client.Dispose();

    private static Mail Compose(OutgoingMessage message, string from, string? fromName, string to) =>
        new(
            [new Personalization([new Mailbox(to)])],
            new Mailbox(from, string.IsNullOrEmpty(fromName) ? null : MessageParts.OneLine(fromName)),
            MessageParts.OneLine(message.Subject),
            [new Content("text/plain", MessageParts.Body(message))],
            new CustomArguments(message.DeliveryId.ToString(), MessageParts.Ids(message)),
            new Tracking(new Switch(Enable: false), new Switch(Enable: false))
        );

    /// <param name="TrackingSettings">Off: links stay what they are, and nobody is watched reading.</param>
    private sealed record Mail(
        IReadOnlyList<Personalization> Personalizations,
        Mailbox From,
        string Subject,
        IReadOnlyList<Content> Content,
        CustomArguments CustomArgs,
        Tracking TrackingSettings
    );

    private sealed record Personalization(IReadOnlyList<Mailbox> To);

    private sealed record Mailbox(
        string Email,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null
    );

    private sealed record Content(string Type, string Value);

    private sealed record CustomArguments(string DeliveryId, string DeliveryIds);

    private sealed record Tracking(Switch ClickTracking, Switch OpenTracking);

    private sealed record Switch(bool Enable);
}
