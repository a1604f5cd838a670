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
    private readonly CancellationTokenSource draining = new();
    private int phase = (int)NodePhase.Starting;
    private int requests;

    public NodePhase Phase => (NodePhase)Volatile.Read(ref phase);

    public int RequestsInFlight => Volatile.Read(ref requests);

    /// <summary>Start-up is complete; ignored once draining.</summary>
    public void Serve() => Interlocked.CompareExchange(ref phase, (int)NodePhase.Serving, (int)NodePhase.Starting);

    /// <summary>Cancelled when draining begins: loops stop claiming work, successors are told to wait.</summary>
    public CancellationToken Draining => draining.Token;

    /// <returns>False when it was draining already.</returns>
    public bool Drain()
    {
        if ((NodePhase)Interlocked.Exchange(ref phase, (int)NodePhase.Draining) == NodePhase.Draining)
            return false;
        draining.Cancel();
        return true;
    }

    public void Dispose() => draining.Dispose();

    /// <summary>Counts a request until the returned value is disposed.</summary>
    public RequestMark BeginRequest()
    {
        Interlocked.Increment(ref requests);
        return new RequestMark(this);
    }

    public readonly struct RequestMark(NodeState state) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref state.requests);
    }
}
