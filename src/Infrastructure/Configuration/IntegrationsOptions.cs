namespace TaskFlow.Infrastructure.Configuration;

/// <summary>Addresses of the providers; tests and proxies point them elsewhere.</summary>
public sealed record IntegrationsOptions
{
    public ProviderOptions Slack { get; init; } = new() { BaseAddress = new Uri("https://slack.com/api/") };

    public ProviderOptions SendGrid { get; init; } = new() { BaseAddress = new Uri("https://api.sendgrid.com/v3/") };

    public ProviderOptions GitHub { get; init; } = new() { BaseAddress = new Uri("https://api.github.com/") };

    public ProviderOptions GoogleCalendar { get; init; } = new() { BaseAddress = new Uri("https://www.googleapis.com/calendar/v3/") };

    public WebhooksOptions Webhooks { get; init; } = new();
}

/// <summary>One provider.</summary>
public sealed record ProviderOptions
{
    /// <summary>Absolute http or https address, the provider's real one by default.</summary>
    public required Uri BaseAddress { get; init; }
}

/// <summary>Webhooks that customers point at their own servers.</summary>
public sealed record WebhooksOptions
{
    /// <summary>Comma list of <c>host</c> or <c>host:port</c> that the guard against private addresses lets through; empty.</summary>
    public IReadOnlyList<string> AllowedPrivateHosts { get; init; } = [];
}
