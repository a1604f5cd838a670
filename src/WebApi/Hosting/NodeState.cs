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
    private readonly CancellationTokenSource closing = new();
    private int requests;
    private int connections;

    public NodePhase Phase => (NodePhase)Volatile.Read(ref phase);

    public int RequestsInFlight => Volatile.Read(ref requests);

    /// <summary>WebSocket connections that are open.</summary>
    public int ConnectionsOpen => Volatile.Read(ref connections);

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

    /// <summary>Cancelled at the end of draining: connections that are still open are closed by their owner.</summary>
    public CancellationToken Closing => closing.Token;

    public void Close() => closing.Cancel();

    public void Dispose()
    {
        draining.Dispose();
        closing.Dispose();
    }

    /// <summary>Counts a request until the returned value is disposed.</summary>
    public RequestMark BeginRequest()
    {
        Interlocked.Increment(ref requests);
        return new RequestMark(this);
    }

    /// <summary>Counts a WebSocket connection until the returned value is disposed; draining waits for it to move to another node.</summary>
    public ConnectionMark BeginConnection()
    {
        Interlocked.Increment(ref connections);
        return new ConnectionMark(this);
    }

    public readonly struct ConnectionMark(NodeState state) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref state.connections);
    }

    public readonly struct RequestMark(NodeState state) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref state.requests);
    }
}
