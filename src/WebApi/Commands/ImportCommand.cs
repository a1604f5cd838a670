using System.Net.Http.Headers;
using TaskFlow.Infrastructure.Imports;

namespace TaskFlow.WebApi.Commands;

/// <summary><c>./dev import FILE --project KEY --url URL --token TOKEN [--dry-run] [--create-missing] [--mapping FILE]</c></summary>
internal static class ImportCommand
{
    private const string Usage = "import FILE --project KEY --url URL --token TOKEN [--dry-run] [--create-missing] [--mapping FILE]";
    private const int NotesShown = 20;

    /// <returns>0 when every row went in, 1 when one failed or nothing was imported, 2 when the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Arguments.Parse(args) is not { } arguments)
        {
            await Console.Error.WriteLineAsync($"Usage: {Usage}");
            return 2;
        }

        using var http = new HttpClient { BaseAddress = arguments.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", arguments.Token);
        try
        {
            return await ImportAsync(new ImportClient(http), arguments);
        }
        catch (Exception refused) when (refused is ImportRefusedException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<int> ImportAsync(ImportClient client, Arguments arguments)
    {
        var projectId = Guid.TryParse(arguments.Project, out var id) ? id : await client.FindProjectAsync(arguments.Project, default);
        var mapping = arguments.MappingFile is null ? null : await File.ReadAllTextAsync(arguments.MappingFile);
        var order = new ImportClient.Order(arguments.File, arguments.DryRun, arguments.CreateMissing, mapping);
        var importId = await client.StartAsync(projectId, order, default);

        var display = new ProgressDisplay(Console.Out, Console.IsOutputRedirected);
        var state = await client.WaitAsync(importId, display.Show, default);
        display.End();

        foreach (var note in state.Warnings.Take(NotesShown))
            await Console.Out.WriteLineAsync($"warning: row {note.Row}: {note.Message}");
        foreach (var note in state.Errors.Take(NotesShown))
            await Console.Error.WriteLineAsync($"error: row {note.Row}: {note.Message}");
        var did = arguments.DryRun ? "Would import" : "Imported";
        await Console.Out.WriteLineAsync(
            $"{did} {state.RowsTotal} rows: {state.Created} created, {state.Updated} updated, {state.Unchanged} unchanged, {state.Failed} failed, {state.Warnings.Count} warnings."
        );
        return state is { Status: "ready", Failed: 0 } ? 0 : 1;
    }

    private sealed record Arguments(string File, string Project, Uri Url, string Token)
    {
        public bool DryRun { get; init; }

        public bool CreateMissing { get; init; }

        public string? MappingFile { get; init; }

        public static Arguments? Parse(string[] args)
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            var switches = new HashSet<string>(StringComparer.Ordinal);
            string? file = null;
            for (var i = 1; i < args.Length; i++)
            {
                if (args[i] is "--dry-run" or "--create-missing")
                    switches.Add(args[i]);
                else if (args[i] is "--project" or "--url" or "--token" or "--mapping" && i + 1 < args.Length)
                    values[args[i]] = args[++i];
                else if (file is null && !args[i].StartsWith("--", StringComparison.Ordinal))
                    file = args[i];
                else
                    return null;
            }

            var given = file is not null && values.ContainsKey("--project") && values.ContainsKey("--token");
            if (!given || !Uri.TryCreate(values.GetValueOrDefault("--url")?.TrimEnd('/') + "/", UriKind.Absolute, out var url))
                return null;
            return new(file!, values["--project"], url, values["--token"])
            {
                DryRun = switches.Contains("--dry-run"),
                CreateMissing = switches.Contains("--create-missing"),
                MappingFile = values.GetValueOrDefault("--mapping"),
            };
        }
    }
}
