using System.Globalization;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Embedded;
using TaskFlow.Infrastructure.Health;

namespace TaskFlow.WebApi.Commands;

/// <summary><c>./dev doctor</c>: the configuration as it works, secrets masked, and a look at every dependency. Ends with 1 when something is wrong.</summary>
internal static class CheckConfig
{
    public static async Task<int> RunAsync(string[] args)
    {
        var result = OperatorContext.LoadConfiguration();
        foreach (var error in result.Errors)
            await WriteAsync("error", error);
        if (result.Options is not { } options)
            return 1;
        foreach (var (key, value) in EffectiveConfiguration.Describe(options))
            await Console.Out.WriteLineAsync($"{key} = {value}");
        await Console.Out.WriteLineAsync();
        foreach (var warning in result.Warnings)
            await WriteAsync("warning", warning);
        return await CheckDependenciesAsync(options) ? 0 : 1;
    }

    private static async Task<bool> CheckDependenciesAsync(TaskFlowOptions options)
    {
        // A fresh clone has no cluster yet; up makes it, and doctor only says so.
        if (options.UsesEmbeddedDatabase && !EmbeddedSession.Exists(options.Data))
        {
            await WriteAsync("ok", $"postgres: embedded, made in '{Path.GetFullPath(options.Data)}' by the first ./dev up");
            return await ProbeAsync(options, connectionString: null);
        }
        try
        {
            await using var context = await OperatorContext.OpenAsync(CancellationToken.None);
            return await ProbeAsync(options, context.ConnectionString);
        }
        catch (EmbeddedPostgresException error)
        {
            await WriteAsync("failed", $"postgres: {error.Message}");
            return false;
        }
    }

    private static async Task<bool> ProbeAsync(TaskFlowOptions options, string? connectionString)
    {
        using var http = new HttpClient();
        var probes = DependencyProbes
            .For(options, connectionString ?? "", http)
            .Where(probe => connectionString is not null || probe.Name is not "postgres");
        var healthy = true;
        foreach (var probe in probes)
        {
            var result = await probe.RunAsync(TimeProvider.System, CancellationToken.None);
            healthy &= result.Succeeded;
            var elapsed = result.Elapsed.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
            await WriteAsync(result.Succeeded ? "ok" : "failed", $"{result.Name}: {result.Detail} ({elapsed} ms)");
        }
        return healthy;
    }

    private static Task WriteAsync(string verdict, string text) => Console.Out.WriteLineAsync($"{verdict, -8}{text}");
}
