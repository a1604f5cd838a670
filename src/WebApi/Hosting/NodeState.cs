namespace TaskFlow.WebApi.Hosting;

public enum NodePhase
{
    Starting,
    Serving,
    Draining,
}

/// <summary>Where this process is in its life, and how many requests it is answering.</summary>
public sealed class NodeState : IDisposable
{
    private readonly CancellationTokenSource _draining = new();
    private int _phase = (int)NodePhase.Starting;
    private int _requests;

    public NodePhase Phase => (NodePhase)Volatile.Read(ref _phase);

    public int RequestsInFlight => Volatile.Read(ref _requests);

    /// <summary>Start-up is complete; ignored once draining.</summary>
    public void Serve() => Interlocked.CompareExchange(ref _phase, (int)NodePhase.Serving, (int)NodePhase.Starting);

    /// <summary>Cancelled when draining begins: loops stop claiming work, successors are told to wait.</summary>
    public CancellationToken Draining => _draining.Token;

    /// <returns>False when it was draining already.</returns>
    public bool Drain()
    {
        if ((NodePhase)Interlocked.Exchange(ref _phase, (int)NodePhase.Draining) == NodePhase.Draining)
            return false;
        _draining.Cancel();
        return true;
    }

    public void Dispose() => _draining.Dispose();

    /// <summary>Counts a request until the returned value is disposed.</summary>
    public RequestMark BeginRequest()
    {
        Interlocked.Increment(ref _requests);
        return new RequestMark(this);
    }

    public readonly struct RequestMark(NodeState state) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref state._requests);
    }
}
