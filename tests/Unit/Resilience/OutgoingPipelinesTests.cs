using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Unit.Resilience;

public sealed class OutgoingPipelinesTests
{
    private readonly Circuits circuits;
    private readonly OutgoingPipelines pipelines;
    private int tries;

    public OutgoingPipelinesTests()
    {
        Dictionary<string, string?> settings = new(StringComparer.Ordinal)
        {
            ["TaskFlow:Resilience:FirstDelay"] = "00:00:00.001",
            ["TaskFlow:Resilience:GitHub:FirstDelay"] = "10s",
            ["TaskFlow:Resilience:GitHub:ConnectTimeout"] = "00:00:00.3",
            ["TaskFlow:Resilience:GitHub:AttemptTimeout"] = "00:00:00.3",
            ["TaskFlow:Resilience:GitHub:TotalTimeout"] = "00:00:00.3",
            ["TaskFlow:Resilience:SendGrid:Retries"] = "0",
        };
        var options = TaskFlowOptions.Load(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), development: true).Options!;
        circuits = new Circuits(options, TimeProvider.System, NullLogger<Circuits>.Instance);
        pipelines = new OutgoingPipelines(options, circuits, TimeProvider.System);
    }

    [Fact]
    public async Task Run_WhenNothingIsSent_ManyCallsAreNotMultiplied()
    {
        const int Calls = 500;
        for (var call = 0; call < Calls; call++)
            await RunAsync(new SendOutcome.NotSent("refused"), scope: $"s{call}");
        tries.Should().BeInRange(Calls, Calls + 10);
    }

    [Fact]
    public async Task Run_NotSent_IsTriedThreeTimesMore()
    {
        (await RunAsync(new SendOutcome.NotSent("refused"))).Should().BeOfType<SendOutcome.NotSent>();
        tries.Should().Be(4);
    }

    [Fact]
    public async Task Run_RetriesSwitchedOff_TriesOnce()
    {
        await RunAsync(new SendOutcome.NotSent("refused"), dependency: ExternalDependency.SendGrid);
        tries.Should().Be(1);
    }

    public static TheoryData<string> FinalOutcomes => ["delivered", "ambiguous", "throttled", "credential", "refused"];

    [Theory]
    [MemberData(nameof(FinalOutcomes))]
    public async Task Run_AnythingElse_IsTriedOnce(string outcome)
    {
        await RunAsync(Named(outcome));
        tries.Should().Be(1);
    }

    [Fact]
    public async Task Run_PauseLongerThanTheTotal_EndsWithTheTotal()
    {
        var began = Stopwatch.GetTimestamp();
        (await RunAsync(new SendOutcome.NotSent("refused"), dependency: ExternalDependency.GitHub))
            .Should()
            .BeOfType<SendOutcome.NotSent>();
        Stopwatch.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(5));
        tries.Should().Be(1);
    }

    [Fact]
    public async Task Run_ThreePartiesFailAtAHost_KeepsAFourthFromIt_AndTwoDoNot()
    {
        for (var call = 0; call < 8; call++)
            await RunAsync(new SendOutcome.Ambiguous("500"), scope: $"s{call}", party: call % 2 == 0 ? "a" : "b");
        (await RunAsync(new SendOutcome.Delivered(null), scope: "d", party: "d")).Should().BeOfType<SendOutcome.Delivered>();
        foreach (var party in new[] { "a", "b", "c", "a", "b", "c" })
            await RunAsync(new SendOutcome.Ambiguous("500"), scope: party, party: party);
        (await RunAsync(new SendOutcome.Delivered(null), scope: "e", party: "e")).Should().BeOfType<SendOutcome.Waiting>();
        circuits.List().Single(c => c.Scope is null).State.Should().Be(BreakerState.Open);
        (await RunAsync(new SendOutcome.Delivered(null), scope: "e", party: "e", host: "other.test"))
            .Should()
            .BeOfType<SendOutcome.Delivered>();
    }

    [Fact]
    public async Task Run_ManyAtOnceAfterTheBreak_LetsOneThrough()
    {
        for (var call = 0; call < 5; call++)
            await RunAsync(new SendOutcome.Ambiguous("500"));
        circuits.LetProbeThrough(new Destination(null, new Dictionary<string, string>(), new Dictionary<string, string>()));
        tries = 0;
        TaskCompletionSource<Attempt> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, 50).Select(_ => Task.Run(() => pipelines.RunAsync(Call(), Wait, default))).ToList();
        var patience = Stopwatch.GetTimestamp();
        while (calls.Count(c => c.IsCompleted) < 49 && Stopwatch.GetElapsedTime(patience) < TimeSpan.FromSeconds(10))
            await Task.Delay(10);
        answer.SetResult(new Attempt(new SendOutcome.Delivered(null)));
        var outcomes = await Task.WhenAll(calls);
        outcomes.Count(o => o.Outcome is SendOutcome.Delivered).Should().Be(1);
        outcomes.Count(o => o.Outcome is SendOutcome.Waiting).Should().Be(49);

        async ValueTask<Attempt> Wait(CancellationToken token)
        {
            Interlocked.Increment(ref tries);
            return await answer.Task;
        }
    }

    private static OutgoingCall Call(
        ExternalDependency dependency = ExternalDependency.Slack,
        string scope = "installation",
        string party = "p",
        string host = "slack.test"
    ) => new(dependency, host, scope, party, BodyUse.Never, _ => throw new InvalidOperationException());

    private static SendOutcome Named(string name) =>
        name switch
        {
            "delivered" => new SendOutcome.Delivered(null),
            "ambiguous" => new SendOutcome.Ambiguous("500"),
            "throttled" => new SendOutcome.Throttled(TimeSpan.FromSeconds(1), "429"),
            "credential" => new SendOutcome.CredentialDead("401"),
            _ => new SendOutcome.Refused("400"),
        };

    private async Task<SendOutcome> RunAsync(
        SendOutcome outcome,
        ExternalDependency dependency = ExternalDependency.Slack,
        string scope = "installation",
        string party = "p",
        string host = "slack.test"
    )
    {
        var attempt = await pipelines.RunAsync(
            Call(dependency, scope, party, host),
            _ =>
            {
                tries++;
                return ValueTask.FromResult(new Attempt(outcome));
            },
            default
        );
        return attempt.Outcome!;
    }
}
