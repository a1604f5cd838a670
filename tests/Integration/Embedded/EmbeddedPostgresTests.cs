using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TaskFlow.Infrastructure.Embedded;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Embedded;

/// <summary>configuration.md, "Life of the embedded PostgreSQL", on real servers and real signals.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TemporaryDirectory data = new();

    private string Cluster => EmbeddedPostgres.ClusterDirectory(data.Path);

    private string PidFile => Path.Combine(Cluster, "postmaster.pid");

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Start_OnAnEmptyDirectory_ServesTheApplicationRoleOnLoopbackOnly()
    {
        await using var postgres = await StartAsync();

        var facts = await QueryAsync(
            postgres.ConnectionString,
            """
            SELECT concat_ws(' ', current_user, current_database(), r.rolsuper, r.rolbypassrls,
                current_setting('listen_addresses'), current_setting('unix_socket_directories') = '',
                current_setting('synchronous_commit'), current_setting('fsync'), current_setting('data_checksums'),
                current_setting('server_encoding'), (SELECT count(*) FROM pg_extension WHERE extname IN ('pg_trgm', 'pg_stat_statements')))
            FROM pg_roles r WHERE rolname = current_user
            """
        );
        facts.Should().Be("taskflow taskflow f f 127.0.0.1 t on on on UTF8 2");
        File.GetUnixFileMode(Path.Combine(data.Path, "postgres.json")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Start_WithoutTrust_NeedsThePassword()
    {
        await using var postgres = await StartAsync(trust: false);
        var without = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guess", Pooling = false };

        var act = () => QueryAsync(without.ConnectionString, "SELECT 'in'");

        (await act.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("28P01");
        (await QueryAsync(postgres.ConnectionString, "SELECT 'in'")).Should().Be("in");
    }

    [Fact]
    public async Task Start_WithTrust_LetsTheApplicationRoleInButNotTheSuperuser()
    {
        await using var postgres = await StartAsync();
        var line = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = null, Pooling = false };

        (await QueryAsync(line.ConnectionString, "SELECT 'in'")).Should().Be("in");
        line.Username = "postgres";
        line.Password = "guess";
        var act = () => QueryAsync(line.ConnectionString, "SELECT 'in'");
        await act.Should().ThrowAsync<PostgresException>();
    }

    [Fact]
    public async Task Stop_ThenStart_KeepsDataAndPortAndLeavesNoProcess()
    {
        var first = await StartAsync();
        await QueryAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS value");
        await first.StopAsync();

        ProcessTable.OfCluster(Cluster).Should().BeEmpty();
        File.Exists(PidFile).Should().BeFalse("a clean shutdown removes it");
        await using var second = await StartAsync();
        (await QueryAsync(second.ConnectionString, "SELECT value FROM kept")).Should().Be("42");
        Port(second).Should().Be(Port(first));
    }

    [Fact]
    public async Task Start_PortTakenByAnotherProgram_ChoosesAnother()
    {
        var first = await StartAsync();
        await first.StopAsync();
        using var squatter = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, Port(first));
        squatter.Start();

        await using var second = await StartAsync();

        Port(second).Should().NotBe(Port(first));
    }

    [Fact]
    public async Task Start_AfterPostmasterWasKilled_RecoversWhatWasCommitted()
    {
        var first = await StartAsync();
        await QueryAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS value");
        await SignalAsync("KILL", first.Server.ProcessId);
        await first.StopAsync();

        await using var second = await StartAsync();

        (await QueryAsync(second.ConnectionString, "SELECT count(*) FROM kept")).Should().Be("1000");
    }

    [Fact]
    public async Task Running_WhenThePostmasterIsKilled_ComesBackWithWhatWasCommitted()
    {
        await using var postgres = await StartAsync();
        await QueryAsync(postgres.ConnectionString, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS value");
        var killed = postgres.Server.ProcessId;

        await SignalAsync("KILL", killed);

        await Eventually.BeTrueAsync(
            async () => await PostgresServer.AcceptsAsync(postgres.ConnectionString + ";Pooling=false", CancellationToken.None),
            TimeSpan.FromSeconds(20),
            "the server is started again on its port"
        );
        postgres.Server.ProcessId.Should().NotBe(killed);
        (await QueryAsync(postgres.ConnectionString, "SELECT count(*) FROM kept")).Should().Be("1000");
    }

    [Theory]
    [InlineData("999999999", "a dead process")]
    [InlineData("self", "another program")]
    [InlineData("rubbish", "no process at all")]
    public async Task Start_StalePostmasterPid_IsRemoved(string processId, string because)
    {
        await (await StartAsync()).StopAsync();
        var shown = string.Equals(processId, "self", StringComparison.Ordinal)
            ? Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            : processId;
        await File.WriteAllTextAsync(PidFile, $"{shown}\n{Cluster}\n1700000000\n5432\n\n127.0.0.1\n  1 2\nready\n");

        await using var second = await StartAsync();

        (await QueryAsync(second.ConnectionString, "SELECT 1")).Should().Be("1", because);
    }

    [Fact]
    public async Task Start_ServerThatNobodyOwns_IsStoppedFirst()
    {
        var first = await StartAsync();
        await QueryAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT 1 AS value");
        await first.StopAsync();
        var orphan = await StartOrphanAsync();

        await using var second = await StartAsync();

        ProcessTable.IsAlive(orphan).Should().BeFalse();
        second.Server.ProcessId.Should().NotBe(orphan);
        (await QueryAsync(second.ConnectionString, "SELECT value FROM kept")).Should().Be("1");
    }

    [Fact]
    public async Task Start_DirectoryOfALiveOwner_IsRefusedWithItsProcessId()
    {
        await using var owner = await StartAsync();

        var act = () => StartAsync();

        var expected = string.Create(CultureInfo.InvariantCulture, $"*process {Environment.ProcessId}*");
        (await act.Should().ThrowAsync<EmbeddedPostgresException>()).WithMessage(expected);
        (await QueryAsync(owner.ConnectionString, "SELECT 1")).Should().Be("1", "the owner is not disturbed");
    }

    [Fact]
    public async Task Start_OwnerThatIsStopping_IsWaitedFor()
    {
        var owner = await StartAsync();
        owner.AnnounceStop();

        var successor = StartAsync();
        await Task.Delay(300);
        successor.IsCompleted.Should().BeFalse();
        await owner.StopAsync();

        await using var second = await successor;
        (await QueryAsync(second.ConnectionString, "SELECT 1")).Should().Be("1");
    }

    [Fact]
    public async Task Lifeline_SupervisorKilled_StopsTheServerWithinTenSeconds()
    {
        await using var postgres = await StartAsync();
        var server = postgres.Server.ProcessId;

        await SignalAsync("KILL", postgres.Server.SupervisorProcessId);

        await Eventually.BeTrueAsync(
            () => !ProcessTable.IsAlive(server),
            TimeSpan.FromSeconds(10),
            "the kernel tells the server that its parent died"
        );
    }

    [Fact]
    public async Task Lifeline_Broken_StopsTheServerWithinTenSecondsThoughAClientStays()
    {
        var postgres = await StartAsync();
        var server = postgres.Server.ProcessId;
        await using var client = new NpgsqlConnection(postgres.ConnectionString);
        await client.OpenAsync();

        postgres.Server.Dispose();

        await Eventually.BeTrueAsync(
            () => !ProcessTable.IsAlive(server),
            TimeSpan.FromSeconds(10),
            "the end of the pipe is the end of the application"
        );
    }

    [Fact]
    public async Task Signals_ToTheSupervisor_LeaveTheServerToTheApplication()
    {
        await using var postgres = await StartAsync();

        foreach (var signal in new[] { "INT", "TERM", "HUP" })
            await SignalAsync(signal, postgres.Server.SupervisorProcessId);

        (await QueryAsync(postgres.ConnectionString, "SELECT 1")).Should().Be("1");
        SessionOf(postgres.Server.ProcessId).Should().NotBe(SessionOf(Environment.ProcessId), "Ctrl-C must reach the application alone");
    }

    private Task<EmbeddedPostgres> StartAsync(bool trust = true) =>
        EmbeddedPostgres.StartAsync(data.Path, trust, NullLogger.Instance, CancellationToken.None);

    /// <summary>A server that neither a supervisor nor a lifeline knows.</summary>
    private async Task<int> StartOrphanAsync()
    {
        var binaries = await PostgresBinaries.FetchAsync(Path.Combine(data.Path, "cache"), CancellationToken.None);
        var account = await ServerAccount.ChooseAsync(CancellationToken.None);
        var port = PostgresLaunch.PortText(FreePort.Choose(wanted: null));
        var command = account.Wrap(binaries.Postgres, "-D", Cluster, "-p", port, "-c", "unix_socket_directories=");
        using var orphan = Process.Start(Command.StartInfo(command, environment: binaries.Environment))!;
        await Eventually.BeTrueAsync(
            () => ProcessTable.PostmasterPid(Cluster) == orphan.Id,
            TimeSpan.FromSeconds(10),
            "the orphan wrote its postmaster.pid"
        );
        return orphan.Id;
    }

    private static int Port(EmbeddedPostgres postgres) => new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Port;

    private static Task SignalAsync(string signal, int processId) => Command.SignalAsync(processId, signal, CancellationToken.None);

    private static string SessionOf(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
    }

    private static async Task<string?> QueryAsync(string connectionString, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
