using System.Diagnostics;
using System.Globalization;

namespace TaskFlow.Integration.Reliability;

/// <summary>Breaks one thing after the other and mends it again, in an order that a seed decides.</summary>
internal sealed class Nemesis(LiveInstallation installation, int seed)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(3);

    private readonly Random random = new(seed);
    private readonly List<string> done = [];
    private int turn = seed & 1;

    /// <summary>What really happened.</summary>
    public IReadOnlyList<string> Done => done;

    private IReadOnlyList<(string Name, Func<Task> Do)> Faults =>
        [
            ("kill a node", KillNodeAsync),
            ("stop a node and let it go on", PauseNodeAsync),
            ("drain a node", DrainNodeAsync),
            ("cut the connections of a node", CutAsync),
            ("let the connections of a node fall silent", SilenceAsync),
            ("kill Redis", KillRedisAsync),
            ("stop Redis and let it go on", PauseRedisAsync),
            ("flush Redis", () => installation.Redis.SendAsync("FLUSHALL")),
            ("restart PostgreSQL", () => installation.Postgres.RestartAsync()),
            ("kill PostgreSQL", () => installation.Postgres.KillAndStartAsync()),
        ];

    /// <summary>Every kind once, then on until the time is over.</summary>
    public async Task RunAsync(TimeSpan atLeast)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            var order = Faults.ToArray();
            random.Shuffle(order);
            foreach (var (name, fault) in order)
            {
                if (done.Count >= Faults.Count && watch.Elapsed >= atLeast)
                    return;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {watch.Elapsed.TotalSeconds, 5:N1} s: {name}"));
                await fault();
                done.Add(name);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 3_000)));
            }
        } while (watch.Elapsed < atLeast);
    }

    /// <summary>One after the other, so that every client is hit.</summary>
    private int NextNode => turn++ % 2;

    private async Task KillNodeAsync()
    {
        var node = NextNode;
        await installation.KillNodeAsync(node);
        await installation.StartNodeAsync(node);
    }

    private async Task PauseNodeAsync()
    {
        var node = installation.Node(NextNode);
        await node.SignalAsync("STOP");
        await Task.Delay(Outage);
        await node.SignalAsync("CONT");
    }

    private async Task DrainNodeAsync()
    {
        var node = NextNode;
        var (exitCode, _) = await installation.StopNodeAsync(node);
        exitCode.Should().Be(0);
        await installation.StartNodeAsync(node);
    }

    private async Task CutAsync()
    {
        var cable = installation.Cables[NextNode];
        cable.Pull();
        await Task.Delay(Outage);
        cable.Plug();
    }

    private Task SilenceAsync()
    {
        installation.Cables[NextNode].Silence();
        return Task.CompletedTask;
    }

    private async Task KillRedisAsync()
    {
        await installation.Redis.KillAsync();
        await Task.Delay(Outage);
        await installation.Redis.RestartAsync();
    }

    private async Task PauseRedisAsync()
    {
        await installation.Redis.SignalAsync("STOP");
        await Task.Delay(Outage);
        await installation.Redis.SignalAsync("CONT");
    }
}
