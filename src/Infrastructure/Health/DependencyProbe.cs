namespace TaskFlow.Infrastructure.Health;

/// <summary>One look at one thing TaskFlow depends on.</summary>
/// <param name="Name">As in <c>Health:ReadinessRequires</c>: <c>postgres</c>, <c>redis</c>, <c>search</c>, <c>files</c>, <c>issuer</c>.</param>
/// <param name="CheckAsync">Returns what was found, for operators; throws when the dependency does not do its work.</param>
public sealed record DependencyProbe(string Name, Func<CancellationToken, Task<string>> CheckAsync)
{
    /// <summary>A dependency that needs longer is as good as gone for the request that waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Looks once; never throws but for cancellation by the caller.</summary>
    public async Task<ProbeResult> RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var detail = await CheckAsync(patience.Token).WaitAsync(patience.Token);
            return new ProbeResult(Name, Succeeded: true, detail, time.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeResult(Name, Succeeded: false, $"no answer within {Patience.TotalSeconds:0} s", time.GetElapsedTime(started));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new ProbeResult(Name, Succeeded: false, error.GetBaseException().Message, time.GetElapsedTime(started));
        }
    }
}

/// <summary>What a probe saw. The detail may name hosts: it is for logs and <c>doctor</c>, not for the public health pages.</summary>
public sealed record ProbeResult(string Name, bool Succeeded, string Detail, TimeSpan Elapsed);
