using TaskFlow.Integration.Comments;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Notifications;

/// <summary>"Why did I get this, why did I not?" is answered for every member and every event (C-5.3).</summary>
public sealed class JourneyTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Journey_OfWhoWasTold_HasItsStepsAndTheTraceOfTheRequest()
    {
        var (ann, ben, project) = await TeamAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/projects/{project.Id}/tasks")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { title = "Traced", assignee_ids = new[] { ben.Id } }),
        };
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        await (await ann.Http.SendAsync(request)).ReadAsync(201);
        await ben.BeToldAsync("assigned task.created");

        var journey = await ben.JourneyAsync(await ben.LastEventAsync(project), ben);
        journey.GetProperty("event").Str("type").Should().Be("task.created");
        journey.GetProperty("user").Id().Should().Be(ben.Id);
        var inbox = journey.Channel("inbox");
        (inbox.Str("status"), inbox.IsNull("reason"), inbox.Str("told_because")).Should().Be(("delivered", true, "assigned"));
        inbox.Str("trace_id").Should().Be("4bf92f3577b34da6a3ce929d0e0e4736");
        inbox.Items("steps").Select(s => s.Str("step")).Should().Equal("committed", "routed", "delivered");
        inbox.Items("steps").Select(s => s.GetProperty("at").GetDateTimeOffset()).Should().BeInAscendingOrder();
        var email = journey.Channel("email");
        (email.Str("status"), email.Str("reason")).Should().Be(("suppressed", "paused"), "there is no way to send e-mail here");
    }

    [Fact]
    public async Task Journey_OfWhoWasNotTold_SaysWhy()
    {
        var (ann, ben, project) = await TeamAsync();
        var guest = await app.SignUpAsync("Gus", organization: null);
        await ann.AdmitAsync(guest, "guest", (await ann.CreateProjectAsync()).Id);
        await ann.CommentAsync(await ann.CreateTaskAsync(project, "Quiet"), "To myself").ReadAsync(201);
        await app.RoutedAsync();
        var eventId = await ann.LastEventAsync(project);

        (await ann.JourneyAsync(eventId, ann)).Channel("inbox").Str("reason").Should().Be("actor");
        (await ann.JourneyAsync(eventId, ben)).Channel("inbox").Str("reason").Should().Be("not_watching");
        (await ann.JourneyAsync(eventId, guest)).Channel("inbox").Str("reason").Should().Be("no_access");
        var nobodys = await ann.GetAsync($"/api/events/{eventId}/journey");
        nobodys.IsNull("user").Should().BeTrue();
        nobodys.Items("channels").Should().BeEmpty("there is no integration");
    }

    [Fact]
    public async Task Journey_OfOthers_IsForAdmins_AndOfOtherOrganizationsForNobody()
    {
        var (ann, ben, project) = await TeamAsync();
        await ann.CreateTaskAsync(project, "Private", new { assignee_ids = new[] { ben.Id } });
        await app.RoutedAsync();
        var path = $"/api/events/{await ann.LastEventAsync(project)}/journey?user_id=";
        await ann.GetAsync($"{path}{ben.Id}");
        await ben.Http.GetAsync($"{path}{ann.Id}").ShouldBeProblemAsync(403, "FORBIDDEN");
        var stranger = await app.SignUpAsync("Stranger");
        await stranger.Http.GetAsync($"{path}{stranger.Id}").ShouldBeProblemAsync(404, "NOT_FOUND");
        await ann.Http.GetAsync($"{path}{stranger.Id}").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await ann.Http.GetAsync($"/api/events/{Guid.CreateVersion7()}/journey").ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    private async Task<(TestUser Ann, TestUser Ben, TestProject Project)> TeamAsync()
    {
        var ann = await app.SignUpAsync("Ann");
        var ben = await app.SignUpAsync("Ben", organization: null);
        await ann.AdmitAsync(ben, "member");
        return (ann, ben, await ann.CreateProjectAsync());
    }
}
