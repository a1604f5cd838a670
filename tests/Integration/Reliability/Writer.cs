using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TaskFlow.Integration.Reliability;

/// <summary>
/// A client that creates tasks and edits them, one request at a time. After an unknown outcome it repeats the same request with the same
/// key until the answer is definite, as every client of ours has to.
/// </summary>
public sealed class Writer(HttpClient http, Guid projectId, int number, Ledger ledger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly List<string> refusals = [];
    private readonly List<string> interruptions = [];

    /// <summary>Edits of a task before the next is created.</summary>
    public int EditsPerTask { get; init; } = 3;

    /// <summary>Waited after each request.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>
    /// Columns that every fifth edit moves the task on to, from the first, where it is created; none = no moves. Never to where it is:
    /// a move to its own place would be no change and give no version.
    /// </summary>
    public IReadOnlyList<Guid> Columns { get; init; } = [];

    /// <summary>Definite answers that were not expected; there must be none.</summary>
    public IReadOnlyList<string> Refusals => refusals;

    /// <summary>Why requests had to be sent again, one for each.</summary>
    public IReadOnlyList<string> Interruptions => interruptions;

    /// <summary>Requests whose first try had an unknown outcome.</summary>
    public int Repeated => interruptions.Count;

    public async Task RunAsync(CancellationToken enough)
    {
        for (var round = 0; !enough.IsCancellationRequested; round++)
        {
            var title = $"writer {number} task {round}";
            if (await SendAsync("create", HttpMethod.Post, $"/api/projects/{projectId}/tasks", new { title }) is not { } created)
                return;
            for (var edit = 1; edit <= EditsPerTask && !enough.IsCancellationRequested; edit++)
                await EditAsync(created.Task, title, edit);
        }
    }

    private Task EditAsync(Guid task, string title, int edit) =>
        Columns.Count > 0 && edit % 5 == 0
            ? SendAsync(
                "patch",
                HttpMethod.Post,
                $"/api/tasks/{task}/move",
                new { status_id = Columns[edit / 5 % Columns.Count], version = edit }
            )
            : SendAsync("patch", HttpMethod.Patch, $"/api/tasks/{task}", new { title = $"{title} edit {edit}", version = edit });

    private async Task<Ledger.Acknowledged?> SendAsync(string kind, HttpMethod method, string path, object body)
    {
        await Task.Delay(Pace);
        var key = Guid.CreateVersion7().ToString();
        for (var attempt = 1; ; attempt++)
        {
            string outcome;
            try
            {
                using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
                request.Headers.Add("Idempotency-Key", key);
                using var answer = await http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.IsSuccessStatusCode)
                    return Acknowledge(kind, key, text);
                if (IsDefinite(answer.StatusCode, text))
                {
                    refusals.Add($"{method} {path}: {(int)answer.StatusCode} {text}");
                    return null;
                }
                outcome = $"{(int)answer.StatusCode} {text}";
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException)
            {
                // Nobody knows whether it was done.
                outcome = error.Message;
            }
            if (attempt == 1)
                interruptions.Add(outcome);
            await Task.Delay(Pause);
        }
    }

    private Ledger.Acknowledged Acknowledge(string kind, string key, string text)
    {
        var answer = JsonElement.Parse(text);
        var entry = new Ledger.Acknowledged(kind, key, answer.GetProperty("id").GetGuid(), answer.GetProperty("version").GetInt32());
        ledger.Write(entry);
        return entry;
    }

    private static bool IsDefinite(HttpStatusCode status, string text) =>
        (int)status < 500
        && status is not HttpStatusCode.TooManyRequests
        && !text.Contains("IDEMPOTENCY_IN_PROGRESS", StringComparison.Ordinal);
}
