using Microsoft.Extensions.Logging.Abstractions;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Unit.Resilience;

public sealed class CircuitsTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void ManyHostsOverTime_AreForgotten_ButNotThoseThatFail()
    {
        var circuits = new Circuits(new TaskFlowOptions(), clock, NullLogger<Circuits>.Instance);
        for (var failure = 0; failure < 5; failure++)
            Call(circuits, "dead.test", BreakerSignal.Failure);
        for (var host = 0; host < 5000; host++)
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            Call(circuits, $"h{host}.test", BreakerSignal.Success);
        }
        var hosts = circuits.List();
        hosts.Should().HaveCountLessThan(1500);
        hosts.Should().Contain(c => c.Host == "dead.test" && c.State == BreakerState.Open);
    }

    private static void Call(Circuits circuits, string host, BreakerSignal signal) =>
        circuits
            .Enter(
                new OutgoingCall(
                    ExternalDependency.Webhooks,
                    host,
                    "scope",
                    "party",
                    BodyUse.Never,
                    _ => throw new InvalidOperationException()
                )
            )
            .Pass!.Value.Leave(signal);
}
