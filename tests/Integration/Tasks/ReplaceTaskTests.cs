using System.Text.Json;
using System.Text.Json.Nodes;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>PUT: the whole state; what equals its value at the base was not touched by this client.</summary>
public sealed class ReplaceTaskTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task WithoutABase_Is428_BeforeTheBodyIsValidated()
    {
        var (user, task) = await NewTaskAsync();
        await PutAsync(user, task, new { title = "", priority = "nonsense" }).ShouldBeProblemAsync(428, "PRECONDITION_REQUIRED");
        await user.SendAsync(HttpMethod.Put, $"/api/tasks/{task.Id()}", new { title = "" }, ifMatch: "\"1\"")
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task TaskAsItWasRead_ComesBackUnchanged()
    {
        var (user, task) = await NewTaskAsync();
        var same = await PutAsync(user, task, task).ReadAsync(200);
        same.ToString().Should().Be(task.ToString());
    }

    [Fact]
    public async Task OneEditedMember_IsAppliedOnTopOfOthersEdits()
    {
        var (user, task) = await NewTaskAsync();
        await user.PatchAsync(task, new { description = "Theirs", priority = "high" }).ReadAsync(200);
        using var response = await PutAsync(user, task, Edited(task, "title", "Mine"));
        var merged = await response.ReadAsync(200);
        (merged.Str("title"), merged.Str("description"), merged.Str("priority")).Should().Be(("Mine", "Theirs", "high"));
        merged.Strings("merged_fields").Should().Equal("title");
        response.Headers.GetValues("Merge-Applied").Should().Equal("true");
    }

    [Fact]
    public async Task MissingMember_IsLeftAsItIs()
    {
        var (user, task) = await NewTaskAsync();
        var replaced = await PutAsync(user, task, new { title = "Only this", version = 1 }).ReadAsync(200);
        (replaced.Str("title"), replaced.Str("description")).Should().Be(("Only this", "About it"));
    }

    [Fact]
    public async Task MemberThatBothTouched_Conflicts_AndTheBodyNamesIt()
    {
        var (user, task) = await NewTaskAsync();
        await user.PatchAsync(task, new { title = "Theirs" }).ReadAsync(200);
        var problem = await PutAsync(user, task, Edited(task, "title", "Mine")).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        problem.GetProperty("details").Strings("conflicting_fields").Should().Equal("title");
        problem.GetProperty("details").GetProperty("current").Str("title").Should().Be("Theirs");
    }

    [Fact]
    public async Task BaseFromTheFuture_Is409()
    {
        var (user, task) = await NewTaskAsync();
        var problem = await PutAsync(user, task, new { title = "x", version = 9 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        problem.GetProperty("details").Str("reason").Should().Be("base_from_future");
    }

    [Fact]
    public async Task WhatThisReleaseLacks_IsAcceptedAsNull()
    {
        var (user, task) = await NewTaskAsync();
        await PutAsync(
                user,
                task,
                new
                {
                    milestone_id = (string?)null,
                    @lock = (object?)null,
                    comment_count = 0,
                    version = 1,
                }
            )
            .ReadAsync(200);
    }

    private static JsonObject Edited(JsonElement task, string member, string value)
    {
        var body = JsonNode.Parse(task.GetRawText())!.AsObject();
        body[member] = value;
        return body;
    }

    private static Task<HttpResponseMessage> PutAsync(TestUser user, JsonElement task, object body) =>
        user.SendAsync(HttpMethod.Put, $"/api/tasks/{task.Id()}", body);

    private async Task<(TestUser, JsonElement)> NewTaskAsync()
    {
        var user = await app.SignUpAsync();
        return (user, await user.CreateTaskAsync(await user.CreateProjectAsync(), "First", new { description = "About it" }));
    }
}
