using System.Text.RegularExpressions;

namespace TaskFlow.Integration.Telemetry;

/// <summary>C-4.5, S-1.2: the rules are judged by Prometheus' own program, and every alert says what to do.</summary>
public sealed class AlertRuleTests
{
    /// <summary>Rules and the example of how to scrape.</summary>
    [Fact]
    public async Task Rules_AreValid()
    {
        var outcome = await Operations.PromtoolAsync(["check", "config", "ops/prometheus/prometheus.yml"]);
        outcome.Succeeded.Should().BeTrue(outcome.Output);
        foreach (var file in Operations.Rules)
            outcome.Output.Should().Contain(Path.GetFileName(file), "Prometheus loads it");
    }

    /// <summary>At 6 % to the sample, not at 4 %, not in a drain, not with three people, not after one burst; and it ends.</summary>
    [Fact]
    public async Task Alerts_FireWhenTheyShouldAndNotOtherwise()
    {
        var files = Operations.Rules.Select(rule => $"ops/prometheus/tests/{Path.GetFileNameWithoutExtension(rule)}.test.yml");
        var outcome = await Operations.PromtoolAsync(["test", "rules", .. files]);
        outcome.Succeeded.Should().BeTrue(outcome.Output);
    }

    [Fact]
    public void Alert_HasASeverityAndARunbookOfItsName()
    {
        var alerts = Operations.Rules.SelectMany(file =>
            Regex.Split(Operations.Read(file), "(?=^ *- (?:alert|record): )", RegexOptions.Multiline)
        );
        var checkedAlerts = 0;
        foreach (var alert in alerts)
        {
            var name = Regex.Match(alert, @"- alert: (\w+)").Groups[1].Value;
            if (name.Length == 0)
                continue;
            alert.Should().MatchRegex("severity: (page|ticket)\n");
            var runbook = Regex.Match(alert, @"runbook: (\S+)#(\S+)");
            runbook.Groups[2].Value.Should().Be(name.ToLowerInvariant());
            Operations.Read(runbook.Groups[1].Value).Should().Contain($"\n## {name}\n");
            checkedAlerts++;
        }
        checkedAlerts.Should().BeGreaterThanOrEqualTo(4);
    }
}
