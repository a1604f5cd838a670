using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TaskFlow.Application.Common;
using TaskFlow.Domain.Common;

namespace TaskFlow.Infrastructure.Imports;

/// <summary>The import as an operator at a terminal uses it: over HTTP, against any TaskFlow.</summary>
public sealed class ImportClient(HttpClient http)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>What the server says of an import while it runs and when it ended.</summary>
    public sealed record State(
        string Status,
        int Progress,
        int RowsTotal,
        int Created,
        int Updated,
        int Unchanged,
        int Failed,
        IReadOnlyList<Domain.Imports.ImportNote> Errors,
        IReadOnlyList<Domain.Imports.ImportNote> Warnings
    )
    {
        public bool IsFinished => Status is "ready" or "failed";
    }

    /// <summary>How the file is to be understood; <see cref="Mapping"/> is the JSON of the form field.</summary>
    public sealed record Order(string Path, bool DryRun, bool CreateMissing, string? Mapping);

    /// <exception cref="ImportRefusedException">The server refused, or the key names no project or several.</exception>
    public async Task<Guid> FindProjectAsync(string key, CancellationToken ct)
    {
        var me = await GetAsync("api/auth/me", ct);
        var found = new List<Guid>();
        foreach (var organization in me.GetProperty("organizations").EnumerateArray())
            found.AddRange(await FindInAsync(organization.GetProperty("id").GetGuid(), key, ct));
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ImportRefusedException($"You have no project with the key {key}."),
            _ => throw new ImportRefusedException($"Several of your organizations have a project {key}: {string.Join(", ", found)}. Give its id."),
        };
    }

    /// <summary>The order carries a key, so sending it again after a lost answer starts no second import.</summary>
    public async Task<Guid> StartAsync(Guid projectId, Order order, CancellationToken ct)
    {
        await using var file = File.OpenRead(order.Path);
        using var form = new MultipartFormDataContent
        {
            { new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } }, "file", Path.GetFileName(order.Path) },
            { new StringContent(order.DryRun ? "true" : "false"), "dry_run" },
            { new StringContent(order.CreateMissing ? "true" : "false"), "create_missing" },
        };
        if (order.Mapping is not null)
            form.Add(new StringContent(order.Mapping), "mapping");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/projects/{projectId}/imports") { Content = form };
        request.Headers.Add("Idempotency-Key", Ids.New().ToString());
        using var answer = await http.SendAsync(request, ct);
        return (await ReadAsync(answer, ct)).GetProperty("import_id").GetGuid();
    }

    public async Task<State> WaitAsync(Guid importId, Action<State> progress, CancellationToken ct)
    {
        while (true)
        {
            var state = (await GetAsync($"api/imports/{importId}", ct)).Deserialize<State>(Lenient)!;
            progress(state);
            if (state.IsFinished)
                return state;
            await Task.Delay(Pause, ct);
        }
    }

    // A newer server may say more than this client knows.
    private static readonly JsonSerializerOptions Lenient = new(Json.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };

    private async Task<IEnumerable<Guid>> FindInAsync(Guid organizationId, string key, CancellationToken ct)
    {
        var found = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await GetAsync(
                $"api/organizations/{organizationId}/projects?limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}",
                ct
            );
            found.AddRange(
                page.GetProperty("items")
                    .EnumerateArray()
                    .Where(p => string.Equals(p.GetProperty("key").GetString(), key, StringComparison.OrdinalIgnoreCase))
                    .Select(p => p.GetProperty("id").GetGuid())
            );
            cursor = page.GetProperty("next_cursor").GetString();
        } while (cursor is not null);
        return found;
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
        return await ReadAsync(answer, ct);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
            throw new ImportRefusedException($"The server answered {(int)answer.StatusCode} and no JSON; is the URL right?");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        return answer.IsSuccessStatusCode
            ? body
            : throw new ImportRefusedException($"{body.GetProperty("error_code").GetString()}: {body.GetProperty("message").GetString()}");
    }
}

/// <summary>The import cannot be ordered; the message is for the person at the terminal.</summary>
public sealed class ImportRefusedException(string message) : Exception(message);
