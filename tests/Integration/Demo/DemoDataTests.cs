using System.Net.Http.Json;
using System.Text.Json;
using TaskFlow.Infrastructure.Demo;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Demo;

public sealed class DemoDataTests : IDisposable
{
    private const string Owner = "demo@taskflow.test";

    private readonly TemporaryDirectory data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Start_EmptyInstallation_IsFilledOnceForAnOwnerWhoIsOperator()
    {
        var expected = DemoContent.Read().Projects.ToDictionary(p => p.Key, p => (p.Tasks.Count, p.Comments.Count), StringComparer.Ordinal);
        Dictionary<string, (int Tasks, int Comments)> first;
        await using (var node = await NodeProcess.StartReadyAsync(data.Path, demo: true))
        {
            node.Output.Should().Contain($"Demo: {Owner} / {DemoData.Password}");
            first = await MadeByProjectAsync(node);
        }

        await using var again = await NodeProcess.StartReadyAsync(data.Path, demo: true);

        first.Should().BeEquivalentTo(expected);
        again.Output.Should().Contain($"Demo: {Owner} / {DemoData.Password}");
        (await MadeByProjectAsync(again)).Should().BeEquivalentTo(expected);
    }

    [Fact]
    public async Task Start_InstallationOfOtherPeople_IsLeftAlone()
    {
        await using (var node = await NodeProcess.StartReadyAsync(data.Path))
            await TestUser.SignUpAsync(node.Address, "Alice", "Acme");

        await using var again = await NodeProcess.StartReadyAsync(data.Path, demo: true);

        again.HasLine("Demo:").Should().BeFalse();
        using var http = new HttpClient { BaseAddress = again.Address };
        await http.PostAsJsonAsync("/api/auth/login", new { email = Owner, password = DemoData.Password })
            .ShouldBeProblemAsync(401, "UNAUTHENTICATED");
    }

    private static async Task<Dictionary<string, (int Tasks, int Comments)>> MadeByProjectAsync(NodeProcess node)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = true }) { BaseAddress = node.Address };
        browser.DefaultRequestHeaders.Add("X-TaskFlow-Request", "1");
        await browser.PostAsJsonAsync("/api/auth/login", new { email = Owner, password = DemoData.Password }).ReadAsync(200);
        var me = await browser.GetAsync("/api/auth/me").ReadAsync(200);
        var organization = me.GetProperty("organizations").EnumerateArray().Should().ContainSingle().Subject;
        var members = await browser.GetAsync($"/api/organizations/{Id(organization)}/members").ReadAsync(200);
        members.GetProperty("items").GetArrayLength().Should().Be(6);

        var counts = new Dictionary<string, (int Tasks, int Comments)>(StringComparer.Ordinal);
        var projects = await browser.GetAsync($"/api/organizations/{Id(organization)}/projects").ReadAsync(200);
        foreach (var project in projects.GetProperty("items").EnumerateArray())
        {
            var tasks = (await browser.GetAsync($"/api/projects/{Id(project)}/tasks?limit=200").ReadAsync(200)).Items();
            counts[project.Str("key")!] = (tasks.Count, tasks.Sum(t => t.Int("comment_count")));
        }

        return counts;
    }

    private static string Id(JsonElement resource) => resource.GetProperty("id").GetString()!;
}
