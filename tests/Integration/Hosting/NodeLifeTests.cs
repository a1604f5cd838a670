using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using TaskFlow.Infrastructure.Embedded;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Hosting;

/// <summary>configuration.md, <c>./dev up</c>: what it prints, when it refuses, how it stops. On real processes and signals.</summary>
public sealed class NodeLifeTests : IDisposable
{
    private readonly TemporaryDirectory data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Start_PrintsAUsableDatabaseBeforeTheReadyLine_AndStopsWithinFiveSecondsWhenIdle()
    {
        await using var node = await NodeProcess.StartReadyAsync(data.Path);

        var lines = node.Output.ToList();
        var database = lines.FindIndex(line => line.StartsWith("Database: Host=127.0.0.1;Port=", StringComparison.Ordinal));
        var ready = lines.IndexOf($"TaskFlow is ready at http://127.0.0.1:{node.Port}");
        database.Should().BeInRange(0, ready - 1);
        (await Sql.ScalarAsync(lines[database]["Database: ".Length..], "SELECT current_user")).Should().Be("taskflow");
        using var http = new HttpClient { BaseAddress = node.Address };
        (await http.GetAsync(new Uri("/health/readiness", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.OK);

        await node.SignalAsync("TERM");

        var (exitCode, elapsed) = await node.WaitForExitAsync(TimeSpan.FromSeconds(30));
        exitCode.Should().Be(0, node.Text);
        elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        ProcessTable.OfCluster(EmbeddedPostgres.ClusterDirectory(data.Path)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Stop_RequestInFlight_IsAnsweredWhileReadinessIs503(string signal)
    {
        await using var node = await NodeProcess.StartReadyAsync(data.Path);
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, node.Port);
        var body = """{"email":"nobody@x.test","password":"not the right one"}""";
        var head =
            $"POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-TaskFlow-Request: 1\r\nContent-Length: {body.Length}\r\n\r\n";
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + body[..10]));
        await Task.Delay(300);

        await node.SignalAsync(signal);

        using var http = new HttpClient { BaseAddress = node.Address };
        await Eventually.BeTrueAsync(
            async () =>
                (await http.GetAsync(new Uri("/health/readiness", UriKind.Relative))).StatusCode == HttpStatusCode.ServiceUnavailable,
            TimeSpan.FromSeconds(5),
            "readiness goes first, while requests are still served"
        );
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(body[10..]));
        using var reader = new StreamReader(slow.GetStream());
        var answer = await reader.ReadToEndAsync();
        answer.Should().StartWith("HTTP/1.1 401").And.Contain("Connection: close");
        (await node.WaitForExitAsync(TimeSpan.FromSeconds(10))).ExitCode.Should().Be(0, node.Text);
    }

    [Fact]
    public async Task Start_PortTaken_EndsAtOnceWithItsName()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, port: 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        await using var node = NodeProcess.Start(data.Path, port);

        var (exitCode, elapsed) = await node.WaitForExitAsync(TimeSpan.FromSeconds(30));

        exitCode.Should().Be(1);
        node.Text.Should().Contain($"{port}").And.NotContain("   at ", "an operator needs no stack trace");
        elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
        Directory.Exists(EmbeddedPostgres.ClusterDirectory(data.Path)).Should().BeFalse("nothing else was started");
    }

    [Fact]
    public async Task Start_MetricsPortOfTheApplication_EndsWithTheKeyTheValueAndWhatIsAllowed()
    {
        var port = FreePort.Choose(wanted: null);
        await using var node = NodeProcess.Start(data.Path, port, ("Telemetry:Metrics:Port", $"{port}"));

        (await node.WaitForExitAsync(TimeSpan.FromSeconds(30))).ExitCode.Should().Be(1);
        node.Text.Should().Contain($"TaskFlow:Telemetry:Metrics:Port is '{port}'; allowed is another port than the application's.");
    }

    [Fact]
    public async Task Start_MetricsPortTaken_EndsAtOnceWithItsName()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, port: 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        await using var node = NodeProcess.Start(data.Path, port: null, ("Telemetry:Metrics:Port", $"{port}"));

        (await node.WaitForExitAsync(TimeSpan.FromSeconds(30))).ExitCode.Should().Be(1);
        node.Text.Should().Contain($"Port {port} is taken by another program; choose another with TaskFlow:Telemetry:Metrics:Port.");
    }

    [Fact]
    public async Task Start_WrongValue_EndsWithTheKeyTheValueAndWhatIsAllowed()
    {
        await using var node = NodeProcess.Start(data.Path, port: null, ("Database:StatementTimeout", "forever"));

        var (exitCode, _) = await node.WaitForExitAsync(TimeSpan.FromSeconds(30));

        exitCode.Should().Be(1);
        node.Text.Should().Contain("TaskFlow:Database:StatementTimeout is 'forever'; allowed is").And.NotContain("   at ");
    }

    [Fact]
    public async Task Start_DirectoryOfARunningNode_IsRefusedWithItsProcessId()
    {
        await using var first = await NodeProcess.StartReadyAsync(data.Path);
        await using var second = NodeProcess.Start(data.Path);

        var (exitCode, _) = await second.WaitForExitAsync(TimeSpan.FromSeconds(40));

        exitCode.Should().Be(1);
        second.Text.Should().Contain($"process {first.ProcessId}");
    }

    [Fact]
    public async Task Start_OnTheDatabaseOfAnotherNode_SharesIt()
    {
        await using var first = await NodeProcess.StartReadyAsync(data.Path);
        var line = first.Output.First(output => output.StartsWith("Database: ", StringComparison.Ordinal))["Database: ".Length..];
        using var other = new TemporaryDirectory();
        await using var second = NodeProcess.Start(other.Path, port: null, ("Database:Connection", line));

        await Eventually.BeTrueAsync(() => second.HasLine("TaskFlow is ready at"), TimeSpan.FromSeconds(90), "the second node is ready");

        Directory.Exists(EmbeddedPostgres.ClusterDirectory(other.Path)).Should().BeFalse();
        new NpgsqlConnectionStringBuilder(line).Port.Should().NotBe(first.Port);
    }

    [Fact]
    public async Task Kill_TheApplicationAlone_StopsPostgresWithinTenSeconds()
    {
        await using var node = await NodeProcess.StartReadyAsync(data.Path);

        await node.SignalAsync("KILL");

        var started = Stopwatch.GetTimestamp();
        var cluster = EmbeddedPostgres.ClusterDirectory(data.Path);
        await Eventually.BeTrueAsync(() => ProcessTable.OfCluster(cluster).Count == 0, TimeSpan.FromSeconds(10), "the lifeline broke");
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(10));
    }
}
