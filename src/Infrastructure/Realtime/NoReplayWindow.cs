using TaskFlow.Application.Activities;

namespace TaskFlow.Infrastructure.Realtime;

/// <summary>With one node there is nothing to share: its own feeds keep the same envelopes in memory.</summary>
internal sealed class NoReplayWindow : IReplayWindow
{
    public Task<IReadOnlyList<Envelope>?> ReadAsync(Guid projectId, Guid epoch, long after, int limit) =>
        Task.FromResult<IReadOnlyList<Envelope>?>(null);

    public void Add(Guid projectId, Guid epoch, IReadOnlyList<Envelope> envelopes) { }
}
