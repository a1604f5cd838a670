using System.Text.Json;
using TaskFlow.EndToEnd.Support;
using TaskFlow.Integration.Support;

namespace TaskFlow.EndToEnd.Live;

/// <summary>Two people of one project, each at a browser of their own.</summary>
internal sealed record LiveTable(TestUser Owner, TestProject Project, JsonElement Task, Visitor Alice, Visitor Bob) : IAsyncDisposable
{
    public Guid TaskId => Task.GetProperty("id").GetGuid();

    public string Key => Task.GetProperty("key").GetString()!;

    public static async Task<LiveTable> SitDownAsync(Stage stage, string theme = "light")
    {
        var owner = await stage.App.SignUpAsync("Alice");
        var member = await stage.App.SignUpAsync("Bob", organization: null);
        await owner.AdmitAsync(member, "member");
        var project = await owner.CreateProjectAsync();
        var task = await owner.CreateTaskAsync(project, "First", new { status_id = project.Statuses["Todo"] });
        return new LiveTable(owner, project, task, await stage.VisitAsAsync(owner), await stage.VisitAsAsync(member, theme));
    }

    public async ValueTask DisposeAsync()
    {
        await Alice.DisposeAsync();
        await Bob.DisposeAsync();
    }
}
