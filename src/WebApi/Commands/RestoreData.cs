using System.Globalization;
using TaskFlow.Infrastructure.Backup;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.WebApi.Hosting;

namespace TaskFlow.WebApi.Commands;

/// <summary><c>./dev restore FILE</c>: puts a backup in place of the data directory's content, which is kept aside.</summary>
internal static class RestoreData
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length != 2)
            throw new OperatorException("Usage: ./dev restore FILE [--data DIR]");
        var configuration = OperatorContext.LoadConfiguration();
        var options = configuration.Options ?? throw new ConfigurationException(configuration.Errors);
        if (!options.UsesEmbeddedDatabase)
            throw new OperatorException("TaskFlow:Database:Connection names a PostgreSQL of your own; restore it with its own tools.");
        using var logging = OperatorContext.CreateLogging();
        var (summary, kept) = await ClusterRestore.RunAsync(
            options.Data,
            args[1],
            logging.CreateLogger("TaskFlow"),
            TimeProvider.System,
            CancellationToken.None
        );
        await Console.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Restored the backup of {summary.TakenAt:u} ({summary.Files} files) into {Path.GetFullPath(options.Data)}"
            )
        );
        if (kept is not null)
            await Console.Out.WriteLineAsync($"What was there before is kept in {kept}");
        await Console.Out.WriteLineAsync("All sessions have ended; everybody signs in again.");
        return 0;
    }
}
