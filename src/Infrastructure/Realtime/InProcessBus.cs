using System.Collections.Immutable;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Infrastructure.Realtime;

/// <summary>The bus of an installation with one node: hints go no further than this process.</summary>
internal sealed class InProcessBus : IRealtimeBus
{
    private ImmutableArray<Action<Hint>> listeners = [];

    public bool IsConnected => true;

    public void Tell(Hint hint)
    {
        foreach (var listener in listeners)
            listener(hint);
    }

    public IDisposable Listen(Action<Hint> listener)
    {
        ImmutableInterlocked.Update(ref listeners, all => all.Add(listener));
        return new Listening(this, listener);
    }

    private sealed class Listening(InProcessBus bus, Action<Hint> listener) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref bus.listeners, all => all.Remove(listener));
    }
}
