using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Integrations;

internal static class IntegrationSteps
{
    /// <summary>Where nobody listens; let through the guard by the configuration of <see cref="TestApp"/>.</summary>
    public const string Nowhere = "http://127.0.0.1:9/hook";

    public static string IntegrationsPath(this TestUser owner) => $"/api/organizations/{owner.OrganizationId}/integrations";

    public static string PathOf(this TestUser owner, JsonElement integration) => $"{owner.IntegrationsPath()}/{integration.Id()}";

    public static object Webhook(string url = Nowhere) =>
        new
        {
            kind = "webhook",
            name = "Our server",
            events = new[] { "task.created", "comment.created" },
            config = new { url },
        };

    public static object Slack(string token = "xoxb-very-secret-token") =>
        new
        {
            kind = "slack",
            name = "Releases",
            events = new[] { "*" },
            config = new { channel = "C0123456789" },
            secrets = new { bot_token = token },
        };

    public static Task<JsonElement> ConnectAsync(this TestUser owner, object integration) =>
        owner.SendAsync(HttpMethod.Post, owner.IntegrationsPath(), integration).ReadAsync(201);

    public static Task<HttpResponseMessage> PatchIntegrationAsync(this TestUser owner, JsonElement integration, object patch) =>
        owner.SendAsync(HttpMethod.Patch, owner.PathOf(integration), patch);

    public static Task<JsonElement> ReadIntegrationAsync(this TestUser owner, JsonElement integration) =>
        owner.GetAsync(owner.PathOf(integration));
}
