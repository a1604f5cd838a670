using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Deliveries;

/// <summary>What admins see and do about deliveries.</summary>
internal static class DeliverySteps
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public static Task<JsonElement> DeliveriesAsync(this TestUser admin, string query = "") =>
        admin.GetAsync($"/api/ops/deliveries{query}");

    /// <summary>Waits for so many, and no other number.</summary>
    public static async Task<List<JsonElement>> DeliveriesAsync(this TestUser admin, string query, int count)
    {
        List<JsonElement> found = [];
        await Eventually.BeTrueAsync(
            async () => (found = [.. (await admin.DeliveriesAsync(query)).Items()]).Count == count,
            Patience,
            $"{count} deliveries should be {query}"
        );
        return found;
    }

    public static Task<HttpResponseMessage> RetryAsync(this TestUser admin, object which) =>
        admin.SendAsync(HttpMethod.Post, "/api/ops/deliveries/retry", which);
}
