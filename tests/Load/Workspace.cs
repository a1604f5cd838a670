using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace TaskFlow.Load;

/// <summary>What the bench works on: an organization with fifty projects of ten tasks and a board of two hundred cards.</summary>
internal sealed record Workspace(
    string Token,
    Guid OrganizationId,
    IReadOnlyList<Guid> ProjectIds,
    IReadOnlyList<Guid> TaskIds,
    Guid BoardProjectId
)
{
    private const int Projects = 50;
    private const int TasksPerProject = 10;
    private const int Cards = 200;

    /// <summary>About as long as people write them: 600 characters.</summary>
    private static readonly string Description = string.Join(
        ' ',
        Enumerable.Repeat("The export must keep the order of the columns; see the customer's note.", 8)
    );

    public static async Task<Workspace> SeedAsync(Uri address)
    {
        using var browser = new HttpClient { BaseAddress = address };
        browser.DefaultRequestHeaders.Add("X-TaskFlow-Request", "1");
        var registration = new
        {
            email = "bench@example.test",
            password = Guid.NewGuid().ToString(),
            display_name = "Bench",
            organization_name = "Bench",
        };
        var registered = await PostAsync(browser, "/api/auth/register", registration);
        var organizationId = registered.GetProperty("organization").GetProperty("id").GetGuid();
        var token = (await PostAsync(browser, "/api/auth/tokens", new { name = "bench" })).GetProperty("token").GetString()!;

        using var http = Client(address, token);
        var projects = new List<Guid>();
        var tasks = new List<Guid>();
        for (var i = 1; i <= Projects; i++)
        {
            var project = await PostAsync(
                http,
                $"/api/organizations/{organizationId}/projects",
                new { key = $"B{i}", name = $"Project {i}" }
            );
            projects.Add(project.GetProperty("id").GetGuid());
            for (var j = 1; j <= TasksPerProject; j++)
                tasks.Add(await CreateTaskAsync(http, projects[^1], $"Task {j}", null));
        }

        var board = await PostAsync(http, $"/api/organizations/{organizationId}/projects", new { key = "BOARD", name = "Board" });
        var boardId = board.GetProperty("id").GetGuid();
        await FillBoardAsync(http, boardId);
        return new Workspace(token, organizationId, projects, tasks, boardId);
    }

    public HttpClient Client(Uri address) => Client(address, Token);

    /// <returns>The created task.</returns>
    public static Task<JsonElement> CreateTaskAsync(HttpClient http, Guid projectId, string title) =>
        PostAsync(http, $"/api/projects/{projectId}/tasks", new { title });

    /// <summary>Speed is nothing if the promise is broken on the way: every project's log counts 1, 2, 3 … to its head.</summary>
    public async Task VerifyLogsAsync(Server server)
    {
        await using var database = await server.OpenDatabaseAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            """
            SELECT count(*) FROM project_feeds f
            LEFT JOIN (SELECT project_id, count(*) AS lines, max(seq) AS last FROM activity GROUP BY project_id) a USING (project_id)
            WHERE f.organization_id = $1 AND (coalesce(a.lines, 0) <> f.head OR coalesce(a.last, 0) <> f.head)
            """,
            database
        );
        command.Parameters.Add(new() { Value = OrganizationId });
        var broken = (long)(await command.ExecuteScalarAsync())!;
        if (broken > 0)
            throw new BenchException($"{broken} projects have a gap in their log.");
    }

    private static async Task FillBoardAsync(HttpClient http, Guid projectId)
    {
        var statuses = await GetAsync(http, $"/api/projects/{projectId}/statuses");
        var ids = statuses.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetGuid()).ToArray();
        for (var i = 0; i < Cards; i++)
            await CreateTaskAsync(http, projectId, $"Card {i}", ids[i % ids.Length]);
    }

    private static async Task<Guid> CreateTaskAsync(HttpClient http, Guid projectId, string title, Guid? statusId)
    {
        object body = statusId is null
            ? new { title, description = Description }
            : new
            {
                title,
                description = Description,
                status_id = statusId,
            };
        return (await PostAsync(http, $"/api/projects/{projectId}/tasks", body)).GetProperty("id").GetGuid();
    }

    private static HttpClient Client(Uri address, string token) =>
        new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        return await ReadAsync(path, answer);
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(path, answer);
    }

    private static async Task<JsonElement> ReadAsync(string path, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new BenchException($"{path} answered {(int)answer.StatusCode}: {text}");
    }
}
