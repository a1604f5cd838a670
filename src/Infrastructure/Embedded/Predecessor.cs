using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>What an earlier run left behind: servers that nobody owns any more, and a <c>postmaster.pid</c> without a server.</summary>
internal sealed partial class Predecessor(string dataDirectory, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Ever harder requests to end: fast shutdown, immediate shutdown (recovered from the log), and the kernel's.</summary>
    private static readonly (string Signal, TimeSpan Patience)[] Requests =
    [
        ("INT", TimeSpan.FromSeconds(15)),
        ("QUIT", TimeSpan.FromSeconds(10)),
        ("KILL", TimeSpan.FromSeconds(5)),
    ];

    /// <summary>Called by the owner of the directory only, so whatever still runs there belongs to nobody.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        foreach (var (signal, patience) in Requests)
        {
            var left = ProcessTable.OfCluster(dataDirectory);
            if (left.Count == 0)
                break;
            var target = ProcessTable.PostmasterPid(dataDirectory) is { } postmaster && left.Contains(postmaster) ? [postmaster] : left;
            LogStopping(logger, target[0], signal);
            foreach (var processId in target)
                await Command.SignalAsync(processId, signal, cancellationToken);
            await WaitForEndAsync(patience, cancellationToken);
        }
        if (ProcessTable.OfCluster(dataDirectory) is [var stubborn, ..])
            throw new EmbeddedPostgresException($"Process {stubborn} still uses '{dataDirectory}' and cannot be ended; end it by hand.");
        RemoveStalePid();
    }

    private async Task WaitForEndAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (ProcessTable.OfCluster(dataDirectory).Count > 0 && TimeProvider.System.GetElapsedTime(started) < patience)
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
    }

    private void RemoveStalePid()
    {
        var file = Path.Combine(dataDirectory, "postmaster.pid");
        if (!File.Exists(file))
            return;
        LogStalePid(logger, ProcessTable.PostmasterPid(dataDirectory) ?? 0);
        File.Delete(file);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "A PostgreSQL of an earlier run has no owner (process {ProcessId}); sending {Signal}"
    )]
    private static partial void LogStopping(ILogger logger, int processId, string signal);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Removed the postmaster.pid of process {ProcessId}, which no longer is this server"
    )]
    private static partial void LogStalePid(ILogger logger, int processId);
}
