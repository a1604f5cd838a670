using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Tasks;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>Reads that go together in one statement answer what reads alone would have (ADR 0016).</summary>
public sealed class TaskReaderTests(TestApp app) : IClassFixture<TestApp>
{
    private const int Readers = 300;

    private ITaskReader Reader => app.Services.GetRequiredService<ITaskReader>();

    [Fact]
    public async Task Find_ReadsEveryMemberThatTheModelHas()
    {
        var user = await app.SignUpAsync();
        var project = await user.CreateProjectAsync();
        var full = new
        {
            description = "As the customer asked.",
            status_id = project.Statuses["Done"],
            priority = "urgent",
            assignee_ids = new[] { user.Id },
            start_date = "2026-11-01",
            due_date = "2026-11-30",
            estimate = 2.5,
        };
        var task = await user.CreateTaskAsync(project, "Everything", full);
        await user.CreateTaskAsync(project, "Part of it", new { parent_id = task.GetProperty("id").GetGuid() });
        await user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/comments", new { body = "Counted" }).ReadAsync(201);
        await user.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/lock").ReadAsync(200);
        var plain = await user.CreateTaskAsync(project, "Nothing");

        foreach (var id in new[] { task.GetProperty("id").GetGuid(), plain.GetProperty("id").GetGuid() })
        {
            var read = await Reader.FindAsync(user.OrganizationId, id, CancellationToken.None);
            read.Should().BeEquivalentTo(await ModelAsync(user, id));
        }
    }

    [Fact]
    public async Task Find_WhenManyAskAtOnce_AnswersEachWithItsOwn()
    {
        var (ada, eve) = (await app.SignUpAsync("Ada"), await app.SignUpAsync("Eve"));
        var (adas, eves) = (await TasksAsync(ada), await TasksAsync(eve));
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Readers)
                .Select(async i =>
                {
                    var asked = adas[i % adas.Count];
                    var own = await Reader.FindAsync(ada.OrganizationId, asked, CancellationToken.None);
                    var foreign = await Reader.FindAsync(eve.OrganizationId, asked, CancellationToken.None);
                    var hers = await Reader.FindAsync(eve.OrganizationId, eves[i % eves.Count], CancellationToken.None);
                    return own?.Id == asked && foreign is null && hers?.Id == eves[i % eves.Count];
                })
        );
        answers.Should().OnlyContain(right => right);
    }

    [Fact]
    public async Task Get_AfterAnAcknowledgedWrite_SeesIt_WhileOthersRead()
    {
        var user = await app.SignUpAsync();
        var task = await user.CreateTaskAsync(await user.CreateProjectAsync(), "Read while written");
        var id = task.GetProperty("id").GetGuid();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 8).Select(_ => ReadUntilAsync(user, id, stop.Token)).ToList();
        for (var version = 1; version <= 50; version++)
        {
            var written = await user.PatchAsync(task, new { title = $"Title {version}", version }).ReadAsync(200);
            var read = await user.GetAsync($"/api/tasks/{id}");
            read.GetProperty("version").GetInt32().Should().Be(written.GetProperty("version").GetInt32());
        }

        await stop.CancelAsync();
        foreach (var seen in await Task.WhenAll(readers))
            seen.Should().BeInAscendingOrder().And.NotBeEmpty();
    }

    [Fact]
    public async Task Find_WhenTheReaderLeaves_AnswersTheOthers()
    {
        var user = await app.SignUpAsync();
        var tasks = await TasksAsync(user);
        using var left = new CancellationTokenSource();
        var leaving = Enumerable.Range(0, 20).Select(_ => Reader.FindAsync(user.OrganizationId, tasks[0], left.Token)).ToList();
        var staying = Enumerable.Range(0, 20).Select(_ => Reader.FindAsync(user.OrganizationId, tasks[1], CancellationToken.None)).ToList();
        await left.CancelAsync();
        foreach (var answer in await Task.WhenAll(staying))
            answer!.Id.Should().Be(tasks[1]);
        await Task.WhenAll(leaving).ContinueWith(all => all.IsFaulted.Should().BeFalse(), TaskScheduler.Default);
    }

    private async Task<TaskView> ModelAsync(TestUser user, Guid taskId)
    {
        await using var context = app.ContextOf(user);
        return await context.TaskViews.SingleAsync(t => t.Id == taskId);
    }

    private static async Task<List<Guid>> TasksAsync(TestUser user)
    {
        var project = await user.CreateProjectAsync();
        var tasks = new List<Guid>();
        for (var i = 0; i < 5; i++)
            tasks.Add((await user.CreateTaskAsync(project, $"Task {i}")).GetProperty("id").GetGuid());
        return tasks;
    }

    private static async Task<List<int>> ReadUntilAsync(TestUser user, Guid id, CancellationToken stop)
    {
        var seen = new List<int>();
        while (!stop.IsCancellationRequested)
            seen.Add((await user.GetAsync($"/api/tasks/{id}")).GetProperty("version").GetInt32());
        return seen;
    }
}
