using System.Text;
using TaskFlow.Domain.Imports;
using TaskFlow.Infrastructure.Imports;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Imports;

public sealed class ExportTasksTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Export_OfAnImport_IsTheImportedFile()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var csv =
            "external_id,title,description,status,priority,labels,assignee,created_at\n"
            + $"x-1,=1+1,\"a \"\"quote\"\"\r\nand more, 🤖\",Done,high,bug;ui,{alice.Email},2026-01-31T08:00:00Z\n"
            + "x-2,plain,,Backlog,none,,,2025-12-01T00:00:00.5Z\n";

        (await alice.ImportAsync(project, csv, new { create_missing = true })).Counts().Should().Be((2, 0, 0, 0));

        Encoding.UTF8.GetString(await ExportAsync(alice, project)).Should().Be(csv);
    }

    [Fact]
    public async Task Export_IntoAnotherProject_MakesTheSameTasks()
    {
        var alice = await app.SignUpAsync();
        var from = await alice.CreateProjectAsync("FROM", "From");
        var to = await alice.CreateProjectAsync("TO", "To");
        await alice.CreateTaskAsync(
            from,
            "By hand",
            new
            {
                description = "text",
                priority = "urgent",
                assignee_ids = new[] { alice.Id },
            }
        );
        await alice.ImportAsync(from, "external_id,title,labels\nx,Imported,a;b\n", new { create_missing = true });
        var exported = await ExportAsync(alice, from);

        (await alice.ImportAsync(to, exported, new { create_missing = true })).Counts().Should().Be((2, 0, 0, 0));
        (await ExportAsync(alice, to)).Should().Equal(exported);
    }

    [Fact]
    public async Task Export_IntoItsOwnProject_FindsEveryTaskAgain()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await alice.CreateTaskAsync(project, "By hand");
        await alice.ImportAsync(project, "external_id,title\nx,Imported\n");
        var exported = Encoding.UTF8.GetString(await ExportAsync(alice, project));

        (await alice.ImportAsync(project, exported)).Counts().Should().Be((0, 0, 2, 0));
        (await alice.ImportAsync(project, exported.Replace("By hand", "By spreadsheet", StringComparison.Ordinal)))
            .Counts()
            .Should()
            .Be((0, 1, 1, 0));
        (await alice.TasksAsync(project)).Select(t => t.Text("title")).Should().Equal("By spreadsheet", "Imported");
    }

    [Fact]
    public async Task Export_ManyPagesAndArchivedTasks_StreamsTheOpenOnesInOrder()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var csv = new StringBuilder("external_id,title\n");
        for (var i = 0; i < 1_100; i++)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"x-{i},Task {i}\n");
        await alice.ImportAsync(project, csv.ToString());
        await alice.SendAsync(HttpMethod.Delete, $"/api/tasks/{project.Key}-500").ReadAsync(204);

        var rows = Read(await ExportAsync(alice, project));

        rows.Select(r => r.ExternalId).Should().Equal(Enumerable.Range(0, 1_100).Where(i => i != 499).Select(i => $"x-{i}"));
    }

    [Fact]
    public async Task Export_AnotherFormat_IsRefused()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();

        await alice.Http.GetAsync($"/api/projects/{project.Id}/export?format=xlsx").ShouldBeProblemAsync(422, "VALIDATION_FAILED");
    }

    private static async Task<byte[]> ExportAsync(TestUser user, TestProject project)
    {
        using var response = await user.Http.GetAsync($"/api/projects/{project.Id}/export?format=csv");
        response.StatusCode.Should().Be(System.Net.HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("text/csv; charset=utf-8");
        response.Content.Headers.ContentDisposition!.FileName!.Trim('"').Should().Be($"{project.Key}.csv");
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static List<ImportRow> Read(byte[] csv) => [.. CsvTaskFile.Read(csv, out _)!.Rows()];
}
