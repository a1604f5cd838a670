using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskFlow.Integration.Jobs;
using TaskFlow.Integration.Notifications;
using TaskFlow.Integration.Support;
using TaskFlow.Workers.Jobs;
using TaskFlow.Workers.Reminders;

namespace TaskFlow.Integration.Reminders;

/// <summary>Who has to do something is reminded in their morning, once a day, and nobody else (ADR 0030).</summary>
public sealed class DueRemindersTests(TestApp app) : IClassFixture<TestApp>, IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private TestUser ann = null!;
    private TestUser ben = null!;
    private TestProject project = null!;

    public async Task InitializeAsync()
    {
        ann = await app.SignUpAsync("Ann");
        ben = await app.SignUpAsync("Ben", organization: null);
        await ann.AdmitAsync(ben, "member");
        project = await ann.CreateProjectAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Assignee_IsRemindedOnceADay_InTheInstallationsName()
    {
        var task = await DueAsync("2026-03-03", ben);

        (await RemindAsync(Morning)).Should().Be(1);
        (await RemindAsync(Morning.AddHours(1))).Should().Be(0, "it is the same day");
        await ben.BeToldAsync("due task.due", "assigned task.created");

        var reminded = (await RemindersAsync()).Single();
        reminded.GetProperty("actor").Str("name").Should().Be("TaskFlow");
        reminded.GetProperty("resource").GetProperty("version").GetInt32().Should().Be(1, "the task has not changed");
        reminded.GetProperty("data").Str("due_date").Should().Be("2026-03-03");
        reminded.GetProperty("data").Str("state").Should().Be("soon");
        (await ann.JourneyAsync(reminded.Id(), ben)).Channel("inbox").Str("told_because").Should().Be("due");

        (await RemindAsync(Morning.AddDays(2))).Should().Be(1);
        (await RemindersAsync())[^1].GetProperty("data").Str("state").Should().Be("overdue");
        await ben.BeToldAsync("due task.due", "due task.due", "assigned task.created");
        await ben.PatchAsync(task, new { title = "Edited on the version before", version = 1 }).ReadAsync(200);
    }

    [Fact]
    public async Task TwoRunsAtOnce_RemindOnce()
    {
        await DueAsync("2026-03-02", ben);
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RemindAsync(Morning)));
        counts.Sum().Should().Be(1);
        (await RemindersAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Task_OfSeveral_IsOneEvent_AndOneOfNobody_RemindsItsCreator()
    {
        await DueAsync("2026-03-02", ann, ben);
        (await RemindAsync(Morning)).Should().Be(2);
        (await RemindersAsync()).Single().GetProperty("data").Items("user_ids").Should().HaveCount(2);

        await DueAsync("2026-03-02");
        (await RemindAsync(Morning)).Should().Be(1);
        await ann.BeToldAsync("due task.due", "due task.due");
    }

    [Theory]
    [InlineData("2026-03-04", "not before the day before")]
    [InlineData("2026-02-22", "not after a week")]
    public async Task OtherDays_RemindNobody(string due, string because)
    {
        await DueAsync(due, ben);
        (await RemindAsync(Morning)).Should().Be(0, because);
    }

    [Theory]
    [InlineData("Done")]
    [InlineData("Canceled")]
    [InlineData(null)]
    public async Task WorkThatIsOver_RemindsNobody(string? status)
    {
        var task = await DueAsync("2026-03-02", ben);
        if (status is null)
            await ann.SendAsync(HttpMethod.Delete, $"/api/tasks/{task.Id()}", null).ReadAsync(204);
        else
            await ann.PatchAsync(task, new { status_id = project.Statuses[status], version = 1 }).ReadAsync(200);
        (await RemindAsync(Morning)).Should().Be(0);
    }

    [Fact]
    public async Task Person_IsRemindedInTheirOwnMorning()
    {
        await ben.Http.PatchAsJsonAsync("/api/auth/me", new { time_zone = "Asia/Tokyo" }).ReadAsync(200);
        await DueAsync("2026-03-04", ben);
        (await RemindAsync(new(2026, 3, 2, 22, 30, 0, TimeSpan.Zero))).Should().Be(0, "it is half past seven in Tokyo");
        (await RemindAsync(new(2026, 3, 2, 23, 30, 0, TimeSpan.Zero))).Should().Be(1, "it is the third there");
    }

    [Fact]
    public async Task PersonWhoDoesNotWantIt_OrHasLeft_IsNotTold()
    {
        await DueAsync("2026-03-02", ben);
        var none = new { inbox = false, email = false };
        await ben.SendAsync(HttpMethod.Put, "/api/notifications/preferences", new { reasons = new { due = none } }).ReadAsync(200);
        await RemindAsync(Morning);
        await app.RoutedAsync();
        await ben.BeToldAsync("assigned task.created");
        var journey = await ann.JourneyAsync((await RemindersAsync()).Single().Id(), ben);
        journey.Channel("inbox").Str("reason").Should().Be("preference");

        await ann.SendAsync(HttpMethod.Delete, $"/api/organizations/{ann.OrganizationId}/members/{ben.Id}", null).ReadAsync(204);
        (await RemindAsync(Morning.AddDays(1))).Should().Be(0);
    }

    [Fact]
    public async Task Job_IsOnTheSchedule()
    {
        var owner = await app.SignUpOperatorAsync();
        (await owner.RunAsync(DueReminders.JobName)).Str("outcome").Should().Be("succeeded");
    }

    private Task<JsonElement> DueAsync(string dueDate, params TestUser[] assignees) =>
        ann.CreateTaskAsync(project, "Due", new { due_date = dueDate, assignee_ids = assignees.Select(a => a.Id) });

    private async Task<List<JsonElement>> RemindersAsync() =>
        [.. (await ann.GetAsync($"/api/projects/{project.Id}/changes?after=0&limit=200")).Items().Where(e => e.Str("type") == "task.due")];

    /// <summary>The job for this organization alone, at a given time.</summary>
    private async Task<long> RemindAsync(DateTimeOffset now)
    {
        await using var database = NpgsqlDataSource.Create(app.ConnectionString);
        var clock = new StoppedClock(now);
        var scopes = app.Services.GetRequiredService<IServiceScopeFactory>();
        var job = new DueReminders(database, new OrganizationRound(database, clock), scopes, clock);
        return await job.RemindAsync(ann.OrganizationId, default);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
