using System.Text;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Imports;

public sealed class StartImportTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Key = "import-key-0123456789";

    [Theory]
    [InlineData("", "empty", "empty")]
    [InlineData("name\nx\n", "no_title_column", "title")]
    [InlineData("title,title\nx,y\n", "duplicate_column", "title")]
    [InlineData("title,description\na,b\nc,\"never closed\nd,e\n", "broken_quotes", "row 3")]
    public async Task Post_FileThatIsNotWhole_IsRefusedAndImportsNothing(string csv, string code, string says)
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();

        var problem = await alice.PostImportAsync(project.Id, Encoding.UTF8.GetBytes(csv)).ShouldBeProblemAsync(422, "VALIDATION_FAILED");

        var error = problem.GetProperty("details").GetProperty("errors")[0];
        error.Text("pointer").Should().Be("/file");
        error.Text("code").Should().Be(code);
        error.Text("message").Should().Contain(says);
        (await alice.GetAsync($"/api/projects/{project.Id}/imports")).GetProperty("items").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Post_NotUtf8_IsRefused()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();

        var problem = await alice
            .PostImportAsync(project.Id, Encoding.Latin1.GetBytes("title\nKäse\n"))
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");

        problem.GetProperty("details").GetProperty("errors")[0].Text("code").Should().Be("not_utf8");
    }

    [Fact]
    public async Task Post_FormThatCannotBeRead_IsRefusedByName()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var file = "title\nx\n"u8.ToArray();

        await alice.PostImportAsync(project.Id, file, new { dry_run = "maybe" }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await alice.PostImportAsync(project.Id, file, new { mapping = "{\"status\": 1}" }).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        await alice.PostImportAsync(project.Id, file, new { colour = "red" }).ShouldBeProblemAsync(400, "MALFORMED_REQUEST");
        await alice
            .SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/imports", new { file = "x" })
            .ShouldBeProblemAsync(415, "UNSUPPORTED_MEDIA_TYPE");
        await alice.PostImportAsync(project.Id, new byte[20 * 1024 * 1024 + 1]).ShouldBeProblemAsync(413, "PAYLOAD_TOO_LARGE");
    }

    [Fact]
    public async Task Post_SameKeyAndForm_IsOneImport()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var file = "title\nonce\n"u8.ToArray();

        var first = await alice.PostImportAsync(project.Id, file, key: Key).ReadAsync(202);
        using var replay = await alice.PostImportAsync(project.Id, file, key: Key);
        await alice.PostImportAsync(project.Id, "title\ntwice\n"u8.ToArray(), key: Key).ShouldBeProblemAsync(422, "IDEMPOTENCY_KEY_REUSED");

        (await replay.ReadAsync(202)).ToString().Should().Be(first.ToString());
        replay.Headers.GetValues("Idempotency-Replayed").Should().Equal("true");
        (await alice.GetAsync($"/api/projects/{project.Id}/imports")).GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Post_ByAGuestOrAStranger_IsRefused()
    {
        var alice = await app.SignUpAsync();
        var guest = await app.SignUpAsync("Gus");
        var stranger = await app.SignUpAsync("Sam");
        var project = await alice.CreateProjectAsync();
        await alice.AdmitAsync(guest, "guest", project.Id);
        var import = await alice.ImportAsync(project, "title\nx\n");
        var file = "title\nx\n"u8.ToArray();

        await guest.PostImportAsync(project.Id, file).ShouldBeProblemAsync(403, "FORBIDDEN");
        await stranger.PostImportAsync(project.Id, file).ShouldBeProblemAsync(404, "NOT_FOUND");
        await stranger.Http.GetAsync($"/api/imports/{import.Text("id")}").ShouldBeProblemAsync(404, "NOT_FOUND");
        await stranger.Http.GetAsync($"/api/projects/{project.Id}/imports").ShouldBeProblemAsync(404, "NOT_FOUND");
        await stranger.Http.GetAsync($"/api/projects/{project.Id}/export?format=csv").ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task List_SeveralImports_AreNewestFirstAndPaged()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        foreach (var title in new[] { "a", "b", "c" })
            await alice.ImportAsync(project, $"external_id,title\n{title},{title}\n");

        var first = await alice.GetAsync($"/api/projects/{project.Id}/imports?limit=2");
        var rest = await alice.GetAsync($"/api/projects/{project.Id}/imports?limit=2&cursor={first.Text("next_cursor")}");

        var ids = first
            .GetProperty("items")
            .EnumerateArray()
            .Concat(rest.GetProperty("items").EnumerateArray())
            .Select(i => i.Text("id"))
            .ToList();
        ids.Should().HaveCount(3).And.BeInDescendingOrder(StringComparer.Ordinal);
        rest.GetProperty("next_cursor").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }
}
