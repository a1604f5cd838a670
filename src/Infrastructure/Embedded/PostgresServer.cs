using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>One running server on a data directory: started in a session of its own, tied to this process by a lifeline.</summary>
internal sealed partial class PostgresServer : IDisposable
{
    /// <summary>A fast shutdown writes a checkpoint; after this an immediate one leaves the rest to recovery.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(10);

    private readonly Process supervisor;
    private readonly PostgresLaunch launch;
    private readonly Func<CancellationToken, Task<bool>> isReady;
    private readonly ILogger logger;

    private PostgresServer(Process supervisor, PostgresLaunch launch, Func<CancellationToken, Task<bool>> isReady, ILogger logger) =>
        (this.supervisor, this.launch, this.isReady, this.logger) = (supervisor, launch, isReady, logger);

    public int Port => launch.Port;

    /// <summary>The server's process id; 0 once it has ended.</summary>
    public int ProcessId => ProcessTable.PostmasterPid(launch.Directory) ?? 0;

    public int SupervisorProcessId => supervisor.Id;

    /// <param name="launch">What to run and where.</param>
    /// <param name="isReady">Connects once; false while the server starts or recovers.</param>
    /// <param name="logger">Told about a long recovery.</param>
    /// <param name="cancellationToken">Stops waiting, and the server with it.</param>
    public static async Task<PostgresServer> StartAsync(
        PostgresLaunch launch,
        Func<CancellationToken, Task<bool>> isReady,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        var started = Process.Start(launch.StartInfo()) ?? throw Command.Missing("/bin/sh");
        var server = new PostgresServer(started, launch, isReady, logger);
        try
        {
            await server.WaitUntilReadyAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.StopAsync(CancellationToken.None);
            server.Dispose();
            throw;
        }
    }

    /// <summary>Completes when the server has ended, whoever ended it.</summary>
    public Task EndedAsync(CancellationToken cancellationToken) => supervisor.WaitForExitAsync(cancellationToken);

    /// <summary>The same server once more, on the port its clients know; it recovers what the end interrupted.</summary>
    /// <exception cref="EmbeddedPostgresException">It could not start, yet: what the old one left may still hold its memory.</exception>
    public Task<PostgresServer> StartAgainAsync(CancellationToken cancellationToken) =>
        StartAsync(launch, isReady, logger, cancellationToken);

    /// <summary>Asks for a fast shutdown and waits for its end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (supervisor.HasExited)
            return;
        await AskToStopAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StopPatience);
        try
        {
            await supervisor.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            LogSlowStop(logger, ProcessId);
            await Command.SignalAsync(ProcessId, "QUIT", CancellationToken.None);
            await supervisor.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Breaks the lifeline; the server ends by itself.</summary>
    public void Dispose()
    {
        if (!supervisor.HasExited)
            supervisor.StandardInput.Close();
        supervisor.Dispose();
    }

    private async Task AskToStopAsync()
    {
        try
        {
            await supervisor.StandardInput.WriteAsync("stop\n");
            await supervisor.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // The server ended on its own a moment ago.
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var nextReport = ReportEvery;
        while (!await isReady(cancellationToken))
        {
            if (supervisor.HasExited)
                throw new EmbeddedPostgresException($"PostgreSQL did not start in '{launch.Directory}': {launch.ReadLog()}");
            if (TimeProvider.System.GetElapsedTime(started) > nextReport)
            {
                LogStillStarting(logger, (int)nextReport.TotalSeconds);
                nextReport += ReportEvery;
            }
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>True when a connection is accepted; refused and "starting up" are not yet, everything else is a mistake.</summary>
    public static async Task<bool> AcceptsAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
        catch (NpgsqlException error) when (error is not PostgresException)
        {
            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "PostgreSQL is still starting after {Seconds} s (recovering its log, most likely)"
    )]
    private static partial void LogStillStarting(ILogger logger, int seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "PostgreSQL (process {ProcessId}) did not stop in time; it will recover at its next start"
    )]
    private static partial void LogSlowStop(ILogger logger, int processId);
}

/// <summary>How a server is started.</summary>
internal sealed record PostgresLaunch(
    PostgresBinaries Binaries,
    ServerAccount Account,
    string Directory,
    int Port,
    IReadOnlyDictionary<string, string> Settings
)
{
    private static readonly string Supervisor = ReadSupervisor();

    private string Log => Directory + ".start.log";

    /// <summary>
    /// A session of its own: Ctrl-C and signals to the group reach the application alone, which stops PostgreSQL last.
    /// Should the supervisor be killed, the kernel ends the server (the shell that forked it has one thread, which lives as long as it does).
    /// </summary>
    public ProcessStartInfo StartInfo()
    {
        string[] session = Command.Exists("setsid") ? ["setsid"] : ["perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV"];
        string[] deathSignal = OperatingSystem.IsLinux() && Command.Exists("setpriv") ? ["setpriv", "--pdeathsig", "INT"] : [];
        var server = new[] { Binaries.Postgres, "-D", Directory }.Concat(
            Settings.SelectMany(pair => new[] { "-c", $"{pair.Key}={pair.Value}" })
        );
        return Command.StartInfo(
            [.. session, "/bin/sh", "-c", Supervisor, "taskflow-postgres", Log, .. Account.Wrap([.. deathSignal, .. server])],
            environment: Binaries.Environment
        );
    }

    public string ReadLog()
    {
        const int lines = 20;
        return File.Exists(Log) ? string.Join(Environment.NewLine, File.ReadLines(Log).TakeLast(lines)) : "it left no message.";
    }

    public static string PortText(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string ReadSupervisor()
    {
        using var stream =
            typeof(PostgresLaunch).Assembly.GetManifestResourceStream("Embedded/supervise.sh")
            ?? throw new InvalidOperationException("The resource Embedded/supervise.sh is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
