using System.Globalization;
using TaskFlow.Infrastructure.Backup;
using TaskFlow.WebApi.Hosting;

namespace TaskFlow.WebApi.Commands;

/// <summary><c>./dev backup FILE</c>: database and files in one file, taken while TaskFlow runs or not.</summary>
internal static class BackupData
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length != 2)
            throw new OperatorException("Usage: ./dev backup FILE [--data DIR]");
        await using var context = await OperatorContext.OpenAsync(CancellationToken.None);
        if (context.Embedded is not { } embedded)
            throw new OperatorException(
                "TaskFlow:Database:Connection names a PostgreSQL of your own; back it up with its own tools (pg_dump, pg_basebackup) and the directory TaskFlow:Data with it."
            );
        var summary = await ClusterBackup.WriteAsync(context.Options.Data, embedded, args[1], TimeProvider.System, CancellationToken.None);
        await Console.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Backup of {summary.TakenAt:u}: {summary.Files} files, {summary.Bytes} bytes in {args[1]}"
            )
        );
        return 0;
    }
}
