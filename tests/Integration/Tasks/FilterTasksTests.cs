using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary><c>filter=</c> of the list: the grammar that search and saved views share (api.md).</summary>
public sealed class FilterTasksTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task EachTerm_FindsWhatItSays()
    {
        var (ann, project, label) = await NewProjectAsync();
        var bob = await app.SignUpAsync("Bob", organization: null);
        await ann.AdmitAsync(bob, "member");
        var plain = await ann.CreateTaskAsync(project, "Plain");
        var rich = await ann.CreateTaskAsync(
            project,
            "Print the invoice",
            new
            {
                description = "For the customs office: 100%",
                status_id = project.Statuses["In Review"],
                priority = "high",
                assignee_ids = new[] { ann.Id },
                label_ids = new[] { label },
                parent_id = plain.Id(),
                start_date = "2026-11-01",
                due_date = "2026-11-30",
                estimate = 2.5,
            }
        );
        var bobs = await ann.CreateTaskAsync(project, "Bob's", new { assignee_ids = new[] { bob.Id }, priority = "low" });
        Guid[] all = [plain.Id(), rich.Id(), bobs.Id()];

        foreach (
            var filter in new[]
            {
                "status:started assignee:me due<2026-12-01 label:\"needs review\" customs",
                "status:\"in review\"",
                "status:STARTED",
                "category:started",
                "label:\"NEEDS REVIEW\"",
                "assignee:me",
                $"assignee:{ann.Email.ToUpperInvariant()}",
                "priority>=high",
                "priority:high",
                $"parent:{project.Key}-1",
                "due:2026-11-30",
                "due<=2026-11-30 due>=2026-11-30",
                "due>2026-11-29",
                "start>2026-10-31",
                "estimate:2.5",
                "estimate>2 estimate<3",
                "\"customs office\"",
                "INVOICE 100%",
                $"{project.Key}-2",
            }
        )
            (await IdsAsync(ann, project, filter)).Should().Equal([rich.Id()], filter);
        foreach (
            var filter in new[]
            {
                "due<2026-11-30",
                "due>2026-11-30",
                "start<2026-11-01",
                "estimate<2.5",
                "\"office customs\"",
                "status:done",
                "created<2020-01-01",
                "100_",
            }
        )
            (await IdsAsync(ann, project, filter)).Should().BeEmpty(filter);
        foreach (var filter in new[] { "", "  ", "milestone:none", "created>2020-01-01", "updated>=2020-01-01 updated<=2099-12-31" })
            (await IdsAsync(ann, project, filter)).Should().Equal(all, filter);
        (await IdsAsync(ann, project, "label:none due:none start:none estimate:none parent:none")).Should().Equal(plain.Id(), bobs.Id());
        (await IdsAsync(ann, project, "assignee:none")).Should().Equal(plain.Id());
        (await IdsAsync(ann, project, "assignee:bob priority<medium priority>none")).Should().Equal(bobs.Id());
        (await IdsAsync(bob, project, "assignee:me")).Should().Equal([bobs.Id()], "me is who asks");
        (await IdsAsync(ann, project, "status:backlog&priority=low")).Should().Equal([bobs.Id()], "parameters narrow further");
    }

    [Fact]
    public async Task PagesOfAFilter_ShowEachRowOnce()
    {
        var (ann, project, _) = await NewProjectAsync();
        for (var i = 0; i < 5; i++)
            await ann.CreateTaskAsync(project, i % 2 == 0 ? $"Wanted {i}" : $"Other {i}");
        var first = await ann.GetAsync($"/api/projects/{project.Id}/tasks?limit=2&filter=wanted");
        var second = await ann.GetAsync($"/api/projects/{project.Id}/tasks?limit=2&filter=wanted&cursor={first.Str("next_cursor")}");
        first.Items().Concat(second.Items()).Select(t => t.Str("title")).Should().Equal("Wanted 0", "Wanted 2", "Wanted 4");
        second.IsNull("next_cursor").Should().BeTrue();
    }

    [Theory]
    [InlineData("lable:bug", "unknown_key", "lable", 0)]
    [InlineData("words due<soon", "not_allowed", "due<soon", 6)]
    [InlineData("label:missing", "unknown_label", "missing", 6)]
    [InlineData("label:\"needs revie_\"", "unknown_label", "needs revie_", 7)]
    [InlineData("status:Shipped", "unknown_status", "Shipped", 7)]
    [InlineData("assignee:nobody@example.test", "unknown_assignee", "nobody@example.test", 9)]
    [InlineData("milestone:\"Release 2\"", "unknown_milestone", "Release 2", 11)]
    [InlineData("parent:WEB", "unknown_parent", "WEB", 7)]
    [InlineData("parent:NONE-999999", "unknown_parent", "NONE-999999", 7)]
    [InlineData("label:\"open", "quote", "label:\"open", 0)]
    [InlineData("a\0", "nul_character", "", 1)]
    public async Task WhatItDoesNotKnow_Is422_WithWordAndPlace(string filter, string code, string word, int position)
    {
        var (ann, project, _) = await NewProjectAsync();
        var problem = await ann
            .Http.GetAsync($"/api/projects/{project.Id}/tasks?filter={Uri.EscapeDataString(filter)}")
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal($"filter {code}");
        var unknown = problem.GetProperty("details").Items("words").Should().ContainSingle().Subject;
        (unknown.Str("word"), unknown.Int("position")).Should().Be((word, position));
    }

    [Fact]
    public async Task NamesOfAnotherOrganizationOrProject_AreUnknown()
    {
        var (ann, project, _) = await NewProjectAsync();
        var (eve, foreign, _) = await NewProjectAsync();
        var label = await ann.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name = "secret" }).ReadAsync(201);
        var status = new
        {
            name = "Hidden",
            category = "started",
            color = "#123456",
        };
        await ann.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/statuses", status).ReadAsync(201);
        await ann.CreateTaskAsync(project, "Parent", new { label_ids = new[] { label.Id() } });
        var sibling = await ann.CreateProjectAsync();
        var guest = await app.SignUpAsync("Gus", organization: null);
        await ann.AdmitAsync(guest, "guest", sibling.Id);

        foreach (var filter in new[] { "label:secret", "status:hidden", $"parent:{project.Key}-1" })
        {
            (await StatusOfAsync(ann, project, filter)).Should().Be(200, filter);
            if (!filter.StartsWith("parent", StringComparison.Ordinal))
                (await StatusOfAsync(eve, foreign, filter)).Should().Be(422, filter);
            (await StatusOfAsync(ann, sibling, filter))
                .Should()
                .Be(filter.EndsWith($"{sibling.Key}-1", StringComparison.Ordinal) ? 200 : 422, filter);
        }

        (await StatusOfAsync(eve, foreign, $"assignee:{ann.Email}")).Should().Be(422, "she is not a member there");
        (await StatusOfAsync(ann, project, $"assignee:{guest.Email}")).Should().Be(422, "the guest does not see this project");
        (await StatusOfAsync(ann, sibling, $"assignee:{guest.Email}")).Should().Be(200);
        (await StatusOfAsync(eve, project, "label:secret")).Should().Be(404);
    }

    private static async Task<int> StatusOfAsync(TestUser user, TestProject project, string filter)
    {
        using var response = await user.Http.GetAsync($"/api/projects/{project.Id}/tasks?filter={Uri.EscapeDataString(filter)}");
        return (int)response.StatusCode;
    }

    private static async Task<List<Guid>> IdsAsync(TestUser user, TestProject project, string filter)
    {
        var query = string.Join('&', filter.Split('&').Select((part, i) => i == 0 ? $"filter={Uri.EscapeDataString(part)}" : part));
        var page = await user.GetAsync($"/api/projects/{project.Id}/tasks?{query}");
        return [.. page.Items().Select(t => t.Id())];
    }

    private async Task<(TestUser Ann, TestProject Project, Guid Label)> NewProjectAsync()
    {
        var ann = await app.SignUpAsync("Ann");
        var project = await ann.CreateProjectAsync();
        var label = await ann.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name = "Needs review" })
            .ReadAsync(201);
        return (ann, project, label.Id());
    }
}
