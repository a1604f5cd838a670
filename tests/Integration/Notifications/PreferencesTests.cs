using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Notifications;

public sealed class PreferencesTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Path = "/api/notifications/preferences";

    [Fact]
    public async Task Defaults_AreTheInboxAlways_EMailForAssignedAndMentioned()
    {
        var user = await app.SignUpAsync();
        var preferences = await user.GetAsync(Path);
        Channels(preferences).Should().Equal("assigned: inbox email", "mentioned: inbox email", "watching: inbox", "due: inbox");
        preferences.IsNull("quiet_hours").Should().BeTrue();
        preferences.Str("digest").Should().Be("off");
    }

    [Fact]
    public async Task Change_KeepsWhatIsNotNamed()
    {
        var user = await app.SignUpAsync();
        var body = new
        {
            reasons = new { watching = new { inbox = false, email = true } },
            quiet_hours = (object?)null,
            digest = "off",
        };
        var changed = await user.SendAsync(HttpMethod.Put, Path, body).ReadAsync(200);
        Channels(changed).Should().Equal("assigned: inbox email", "mentioned: inbox email", "watching: email", "due: inbox");
        Channels(await user.GetAsync(Path)).Should().Equal(Channels(changed));
        await user.SendAsync(HttpMethod.Put, Path, new { reasons = new { watching = new { inbox = true, email = true } } }).ReadAsync(200);
        Channels(await user.GetAsync(Path)).Should().Contain("watching: inbox email");
    }

    [Fact]
    public async Task Change_ToWhatIsNotThere_IsRefused()
    {
        var user = await app.SignUpAsync();
        await RefusedAsync(user, new { reasons = new { gossip = new { inbox = true, email = true } } }, "/reasons/gossip not_allowed");
        await RefusedAsync(user, new { digest = "daily" }, "/digest not_supported");
        var hours = new
        {
            from = "22:00",
            to = "07:00",
            time_zone = "Europe/Berlin",
        };
        await RefusedAsync(user, new { quiet_hours = hours }, "/quiet_hours not_supported");
    }

    [Fact]
    public async Task Change_InTwoTabsAtOnce_BothSucceed()
    {
        var user = await app.SignUpAsync();
        var body = new { reasons = new { assigned = new { inbox = true, email = false } } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => user.SendAsync(HttpMethod.Put, Path, body)));
        answers.Should().OnlyContain(answer => answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Unwanted_IsNotInTheInbox_AndTheJourneySaysWhy()
    {
        var ann = await app.SignUpAsync("Ann");
        var ben = await app.SignUpAsync("Ben", organization: null);
        await ann.AdmitAsync(ben, "member");
        await ben.SendAsync(HttpMethod.Put, Path, new { reasons = new { assigned = new { inbox = false, email = false } } }).ReadAsync(200);
        var project = await ann.CreateProjectAsync();
        await ann.CreateTaskAsync(project, "Unwanted", new { assignee_ids = new[] { ben.Id } });
        await app.RoutedAsync();

        (await ben.ToldAsync()).Should().BeEmpty();
        var journey = await ben.JourneyAsync(await ben.LastEventAsync(project), ben);
        foreach (var channel in journey.Items("channels"))
            (channel.Str("status"), channel.Str("reason"), channel.Str("told_because"))
                .Should()
                .Be(("suppressed", "preference", "assigned"));
    }

    private static List<string> Channels(System.Text.Json.JsonElement preferences) =>
        [
            .. preferences
                .GetProperty("reasons")
                .EnumerateObject()
                .Select(reason =>
                    $"{reason.Name}:{string.Concat(reason.Value.EnumerateObject().Where(c => c.Value.GetBoolean()).Select(c => $" {c.Name}"))}"
                ),
        ];

    private static async Task RefusedAsync(TestUser user, object body, string error) =>
        (await user.SendAsync(HttpMethod.Put, Path, body).ShouldBeProblemAsync(422, "VALIDATION_FAILED")).Errors().Should().Equal(error);
}
