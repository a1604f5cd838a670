using Microsoft.Extensions.Configuration;

namespace TaskFlow.Infrastructure.Configuration;

/// <summary>Services that TaskFlow calls; each may override the common policy: <c>Resilience:Slack:Retries</c>.</summary>
public enum ExternalDependency
{
    Slack,
    SendGrid,
    GitHub,
    GoogleCalendar,
    Webhooks,
    Smtp,
    Redis,
    Elasticsearch,
    S3,
    Oidc,
}

/// <summary>Timeouts, retries and circuit breaker of calls to one dependency.</summary>
public sealed record ResiliencePolicy
{
    /// <summary>2 s: a host that is up accepts in milliseconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>One try until the headers of the answer, and the longest silence while its body comes; 5 s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>All tries, the waits between them and the body of the answer; 15 s.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Quick further tries of a request that is known as not sent; 3. Anything else goes back to its queue.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Wait before the first further try, doubled each time; 100 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between tries; 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Share of each wait that is random, 0 to 1; 0.25 keeps nodes from returning in step.</summary>
    public double Jitter { get; init; } = 0.25;

    /// <summary>Failures in a row that open the breaker; 5.</summary>
    [AtLeast(1)]
    public int BreakerFailures { get; init; } = 5;

    /// <summary>Share of failed calls that opens the breaker once ten were made within <see cref="BreakerWindow"/>, 0 to 1; 0.5.</summary>
    public double BreakerRatio { get; init; } = 0.5;

    /// <summary>Calls of this long are counted; 10 s.</summary>
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>An open breaker lets one call through after this ± 20 %, doubled with each that fails up to 5 min; 30 s.</summary>
    public TimeSpan BreakerOpen { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The common policy and what single dependencies change of it.</summary>
public sealed record ResilienceOptions
{
    private readonly Dictionary<ExternalDependency, ResiliencePolicy> policies = [];

    public ResiliencePolicy Default { get; private init; } = new();

    /// <summary>The policy of one dependency: its own keys over the common ones.</summary>
    public ResiliencePolicy For(ExternalDependency dependency) => policies.GetValueOrDefault(dependency, Default);

    internal static ResilienceOptions Bind(OptionsBinder binder, IConfigurationSection section)
    {
        var common = new ResiliencePolicy();
        binder.Bind(common, section);
        var bound = new ResilienceOptions { Default = common };
        foreach (var dependency in Enum.GetValues<ExternalDependency>())
        {
            var own = common with { };
            binder.Bind(own, section.GetSection(dependency.ToString()));
            bound.policies[dependency] = own;
        }
        return bound;
    }
}
