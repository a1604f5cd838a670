using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace TaskFlow.Load.Ceiling;

/// <summary>
/// What the server really gets when a task is created, taken from PostgreSQL's own log of one request: the ceiling follows the product
/// by itself.
/// </summary>
/// <param name="Statements">From BEGIN to COMMIT.</param>
/// <param name="Created">The answer to the request; its ids and number are recognised among the values.</param>
internal sealed record CreateTransaction(IReadOnlyList<CapturedStatement> Statements, JsonElement Created)
{
    private const string Title = "The create transaction, captured";

    /// <summary>Npgsql prepares a statement that it sees again; only then is the transaction the one under load.</summary>
    private const int RequestsBefore = 10;

    private static readonly TimeSpan LogLimit = TimeSpan.FromSeconds(10);

    public static async Task<CreateTransaction> CaptureAsync(Server server, Workspace workspace)
    {
        using var http = workspace.Client(server.Address);
        for (var i = 0; i < RequestsBefore; i++)
            await Workspace.CreateTaskAsync(http, workspace.BoardProjectId, Title);

        await using var database = await server.OpenDatabaseAsync();
        await ExecuteAsync(
            database,
            "ALTER SYSTEM SET log_destination = 'jsonlog'",
            "ALTER SYSTEM SET log_statement = 'all'",
            "SELECT pg_reload_conf()"
        );
        try
        {
            await WaitForReloadAsync(database);
            var task = await Workspace.CreateTaskAsync(http, workspace.BoardProjectId, Title);
            return new CreateTransaction(await ReadAsync(server, task.GetProperty("id").GetString()!), task);
        }
        finally
        {
            await ExecuteAsync(
                database,
                "ALTER SYSTEM RESET log_destination",
                "ALTER SYSTEM RESET log_statement",
                "SELECT pg_reload_conf()"
            );
        }
    }

    /// <summary>The postmaster passes the word on to its children: when we see it, so do they, at their next statement.</summary>
    private static async Task WaitForReloadAsync(NpgsqlConnection database)
    {
        await using var command = new NpgsqlCommand("SHOW log_statement", database);
        var waited = Stopwatch.StartNew();
        while ((string?)await command.ExecuteScalarAsync() != "all")
        {
            if (waited.Elapsed > LogLimit)
                throw new BenchException("PostgreSQL did not begin to log statements.");
            await Task.Delay(50);
        }

        await Task.Delay(500);
    }

    private static async Task<List<CapturedStatement>> ReadAsync(Server server, string taskId)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < LogLimit)
        {
            foreach (var file in Directory.EnumerateFiles(server.PostgresLogs, "*.json"))
            {
                if (Find(await ReadLinesAsync(file), taskId) is { } found)
                    return found;
            }

            await Task.Delay(100);
        }

        throw new BenchException("PostgreSQL did not log the create transaction.");
    }

    private static async Task<List<JsonElement>> ReadLinesAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync();
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        return [.. whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    /// <summary>The session that inserted the task, from its BEGIN before to its COMMIT after; null = not logged whole yet.</summary>
    private static List<CapturedStatement>? Find(List<JsonElement> lines, string taskId)
    {
        var insert = lines.FindIndex(l => Says(l, "message", "INSERT INTO tasks") && Says(l, "detail", taskId));
        if (insert < 0)
            return null;
        var session = lines[insert].GetProperty("session_id").GetString();
        var begin = lines.FindLastIndex(insert, l => IsOf(l, session) && Says(l, "message", ": BEGIN"));
        var commit = lines.FindIndex(insert, l => IsOf(l, session) && Says(l, "message", ": COMMIT"));
        if (begin < 0 || commit < 0)
            return null;
        return
        [
            .. lines[begin..(commit + 1)]
                .Where(l => IsOf(l, session))
                .Select(l => CapturedStatement.Parse(Text(l, "message"), Text(l, "detail")))
                .OfType<CapturedStatement>(),
        ];
    }

    private static bool IsOf(JsonElement line, string? session) => line.GetProperty("session_id").GetString() == session;

    private static bool Says(JsonElement line, string name, string words) => Text(line, name).Contains(words, StringComparison.Ordinal);

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static async Task ExecuteAsync(NpgsqlConnection database, params string[] statements)
    {
        // One by one: ALTER SYSTEM runs in no transaction, not even in the implicit one of a batch.
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, database);
            await command.ExecuteNonQueryAsync();
        }
    }
}
