using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Imports;

/// <summary>What people do with imports, in the words of the product.</summary>
internal static class ImportSteps
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static Task<HttpResponseMessage> PostImportAsync(
        this TestUser user,
        Guid projectId,
        byte[] content,
        object? fields = null,
        string? key = null
    )
    {
        var file = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var form = new MultipartFormDataContent { { file, "file", "work.csv" } };
        foreach (var property in fields?.GetType().GetProperties() ?? [])
            form.Add(new StringContent(TextOf(property.GetValue(fields))), property.Name);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/projects/{projectId}/imports") { Content = form };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return user.Http.SendAsync(request);
    }

    /// <summary>Sends the file and waits until it is imported.</summary>
    public static Task<JsonElement> ImportAsync(this TestUser user, TestProject project, string csv, object? fields = null) =>
        user.ImportAsync(project, Encoding.UTF8.GetBytes(csv), fields);

    /// <inheritdoc cref="ImportAsync(TestUser, TestProject, string, object?)"/>
    public static async Task<JsonElement> ImportAsync(this TestUser user, TestProject project, byte[] content, object? fields = null)
    {
        var started = await user.PostImportAsync(project.Id, content, fields).ReadAsync(202);
        return await user.FinishedAsync(started.GetProperty("import_id").GetGuid());
    }

    public static async Task<JsonElement> FinishedAsync(this TestUser user, Guid importId)
    {
        JsonElement import = default;
        await Eventually.BeTrueAsync(
            async () =>
            {
                import = await user.GetAsync($"/api/imports/{importId}");
                return import.Text("status") is "ready" or "failed";
            },
            Patience,
            "the import ends"
        );
        return import;
    }

    public static async Task<List<JsonElement>> TasksAsync(this TestUser user, TestProject project)
    {
        var tasks = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await user.GetAsync(
                $"/api/projects/{project.Id}/tasks?sort=number&limit=200{(cursor is null ? "" : $"&cursor={cursor}")}"
            );
            tasks.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next_cursor").GetString();
        } while (cursor is not null);
        return tasks;
    }

    /// <summary>Every envelope of the project's log.</summary>
    public static async Task<List<JsonElement>> LogAsync(this TestUser user, TestProject project)
    {
        var log = new List<JsonElement>();
        while (true)
        {
            var page = await user.GetAsync($"/api/projects/{project.Id}/changes?after={log.Count}&limit=200");
            log.AddRange(page.GetProperty("items").EnumerateArray());
            if (log.Count >= page.GetProperty("head").GetInt64())
                return log;
        }
    }

    public static string Text(this JsonElement element, string member) => element.GetProperty(member).GetString()!;

    public static (int Created, int Updated, int Unchanged, int Failed) Counts(this JsonElement import) =>
        (
            import.GetProperty("created").GetInt32(),
            import.GetProperty("updated").GetInt32(),
            import.GetProperty("unchanged").GetInt32(),
            import.GetProperty("failed").GetInt32()
        );

    /// <summary>The rows of <c>errors</c> or <c>warnings</c>.</summary>
    public static List<(int Row, string Message)> Notes(this JsonElement import, string member) =>
        [.. import.GetProperty(member).EnumerateArray().Select(n => (n.GetProperty("row").GetInt32(), n.Text("message")))];

    private static string TextOf(object? value) => value is bool flag ? (flag ? "true" : "false") : (string)value!;
}
