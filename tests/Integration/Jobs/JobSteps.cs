using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Jobs;

/// <summary>What operators see and do about recurring work.</summary>
internal static class JobSteps
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A new person who operates the installation; the one before does no longer.</summary>
    public static async Task<TestUser> SignUpOperatorAsync(this TestApp app, string name = "Operator")
    {
        var user = await app.SignUpAsync(name);
        await Sql.ScalarAsync(
            app.ConnectionString,
            $"UPDATE users SET is_operator = false WHERE is_operator; UPDATE users SET is_operator = true WHERE id = '{user.Id}'"
        );
        await app.HasSchedulesAsync();
        return user;
    }

    public static Task<HttpResponseMessage> AskAsync(this TestUser user, string job, string what) =>
        user.SendAsync(HttpMethod.Post, $"/api/ops/jobs/{job}/{what}", new { });

    public static async Task<JsonElement> JobAsync(this TestUser user, string job) =>
        (await user.GetAsync("/api/ops/jobs")).Items().Single(j => j.Str("name") == job);

    public static async Task<List<JsonElement>> RunsAsync(this TestUser user, string job) =>
        [.. (await user.GetAsync($"/api/ops/jobs/{job}/runs")).Items()];

    /// <summary>Has it run by hand and waits for the end.</summary>
    public static async Task<JsonElement> RunAsync(this TestUser user, string job)
    {
        var before = (await user.RunsAsync(job)).Count;
        await user.AskAsync(job, "trigger").ReadAsync(200);
        List<JsonElement> runs = [];
        await Eventually.BeTrueAsync(
            async () => (runs = await user.RunsAsync(job)).Count > before && runs[0].Str("outcome") != "running",
            Patience,
            $"{job} should have run"
        );
        return runs[0];
    }

    private static Task HasSchedulesAsync(this TestApp app) =>
        Eventually.BeTrueAsync(
            async () => await Sql.ScalarAsync(app.ConnectionString, "SELECT count(*) >= 5 FROM qrtz_triggers") == "True",
            Patience,
            "the worker should have scheduled its jobs"
        );
}
