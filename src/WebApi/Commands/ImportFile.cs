using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TaskFlow.WebApi.Hosting;

namespace TaskFlow.WebApi.Commands;

/// <summary><c>./dev import FILE</c>: sends a CSV file to a running TaskFlow through its API and follows the import to its end.</summary>
internal static class ImportFile
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly (string List, string Word)[] Complaints = [("errors", "error"), ("warnings", "warning")];
    private static readonly string[] Counts = ["created", "updated", "unchanged", "failed"];

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = ImportArguments.Parse(args);
        if (!File.Exists(arguments.File))
            throw new OperatorException($"There is no file '{arguments.File}'.");
        using var api = new HttpClient { BaseAddress = arguments.Url };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", arguments.Token);
        try
        {
            var project = await FindProjectAsync(api, arguments);
            var import = await SendAsync(api, project, arguments);
            return await FollowAsync(api, import);
        }
        catch (HttpRequestException error)
        {
            throw new OperatorException($"{arguments.Url} cannot be reached: {error.Message}");
        }
    }

    private static async Task<string> FindProjectAsync(HttpClient api, ImportArguments arguments)
    {
        var found = new List<string>();
        var me = await GetAsync(api, "/api/auth/me");
        foreach (var organization in me.GetProperty("organizations").EnumerateArray())
        {
            var slug = organization.GetProperty("slug").GetString()!;
            if (arguments.Organization is { } wanted && !string.Equals(slug, wanted, StringComparison.OrdinalIgnoreCase))
                continue;
            found.AddRange(await ProjectsAsync(api, organization.GetProperty("id").GetString()!, arguments.Project));
        }
        return found switch
        {
            [var only] => only,
            [] => throw new OperatorException($"The token sees no project '{arguments.Project}'."),
            _ => throw new OperatorException(
                $"Several organizations have a project '{arguments.Project}'; choose one with --organization SLUG."
            ),
        };
    }

    private static async Task<List<string>> ProjectsAsync(HttpClient api, string organization, string key)
    {
        var found = new List<string>();
        var cursor = "";
        do
        {
            var page = await GetAsync(api, $"/api/organizations/{organization}/projects?limit=200{cursor}");
            found.AddRange(
                page.GetProperty("items")
                    .EnumerateArray()
                    .Where(project => string.Equals(project.GetProperty("key").GetString(), key, StringComparison.OrdinalIgnoreCase))
                    .Select(project => project.GetProperty("id").GetString()!)
            );
            cursor = page.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        } while (cursor.Length > 0);
        return found;
    }

    private static async Task<string> SendAsync(HttpClient api, string project, ImportArguments arguments)
    {
        await using var content = File.OpenRead(arguments.File);
        using var form = new MultipartFormDataContent();
        using var file = new StreamContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "file", Path.GetFileName(arguments.File));
        form.Add(new StringContent(arguments.DryRun ? "true" : "false"), "dry_run");
        form.Add(new StringContent(arguments.CreateMissing ? "true" : "false"), "create_missing");
        if (arguments.Mapping is { } mapping)
            form.Add(new StringContent(mapping), "mapping");
        using var answer = await api.PostAsync(new Uri($"/api/projects/{project}/imports", UriKind.Relative), form);
        return (await ReadAsync(answer)).GetProperty("import_id").GetString()!;
    }

    /// <returns>0 when every row is in, 1 when a row or the whole file failed.</returns>
    private static async Task<int> FollowAsync(HttpClient api, string import)
    {
        var shown = -1;
        while (true)
        {
            var state = await GetAsync(api, $"/api/imports/{import}");
            var progress = state.GetProperty("progress").GetInt32();
            if (progress != shown)
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{shown = progress, 3} %"));
            if (state.GetProperty("status").GetString() is "ready" or "failed")
                return await ReportAsync(state);
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private static async Task<int> ReportAsync(JsonElement state)
    {
        foreach (var kind in new[] { "errors", "warnings" })
        {
            foreach (var entry in state.GetProperty(kind).EnumerateArray())
                await Console.Out.WriteLineAsync(
                    $"{kind[..^1]}: row {entry.GetProperty("row")}: {entry.GetProperty("message").GetString()}"
                );
        }
        var counts = Counts.Select(name => $"{state.GetProperty(name)} {name}");
        await Console.Out.WriteLineAsync($"{state.GetProperty("rows_total")} rows: {string.Join(", ", counts)}");
        var clean = state.GetProperty("status").GetString() is "ready" && state.GetProperty("failed").GetInt32() == 0;
        return clean ? 0 : 1;
    }

    private static async Task<JsonElement> GetAsync(HttpClient api, string path)
    {
        using var answer = await api.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(answer);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.IsSuccessStatusCode)
            return JsonElement.Parse(text);
        var reason = answer.StatusCode is HttpStatusCode.Unauthorized ? "the token is not accepted" : text;
        throw new OperatorException(
            string.Create(CultureInfo.InvariantCulture, $"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode}, {reason}")
        );
    }
}
