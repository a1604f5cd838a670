using TaskFlow.Application.Activities;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// The end of one project's log in the memory of this node, and where it stands. Only its reader writes; any number of connections read, each
/// at its own number. What has left this memory is in the table: live is replay, so nothing can fall between the two (ADR 0021).
/// </summary>
internal sealed class Feed(FeedPosition position)
{
    /// <summary>The most envelopes, and characters of their changes, that are kept per project.</summary>
    private const int MostEnvelopes = 256;
    private const int MostWeight = 1024 * 1024;

    private readonly Queue<RenderedEnvelope> recent = new();
    private readonly Lock gate = new();
    private int weight;

    public Guid ProjectId => position.ProjectId;

    public Guid OrganizationId => position.OrganizationId;

    public Guid Epoch => position.Epoch;

    /// <summary>The last number that connections may read.</summary>
    public long Head { get; private set; } = position.Head;

    /// <summary>The envelopes right after a number; null when the first of them is no longer kept, empty when there is none yet.</summary>
    public IReadOnlyList<RenderedEnvelope>? After(long seq, int limit)
    {
        lock (gate)
        {
            if (seq >= Head)
                return [];
            if (recent.Count == 0 || recent.Peek().Seq > seq + 1)
                return null;
            return [.. recent.Skip((int)(seq + 1 - recent.Peek().Seq)).Take(limit)];
        }
    }

    /// <summary>Adds what follows <see cref="Head"/>.</summary>
    /// <exception cref="FeedGapException">The numbers do not follow each other: a promise of the log is broken (C-6).</exception>
    public void Append(IReadOnlyList<RenderedEnvelope> envelopes)
    {
        lock (gate)
        {
            foreach (var envelope in envelopes)
            {
                if (envelope.Seq != Head + 1)
                    throw new FeedGapException(ProjectId, Head, envelope.Seq);
                recent.Enqueue(envelope);
                weight += envelope.Weight;
                Head = envelope.Seq;
            }
            while (recent.Count > MostEnvelopes || weight > MostWeight && recent.Count > 1)
                weight -= recent.Dequeue().Weight;
        }
    }
}

internal sealed class FeedGapException(Guid projectId, long head, long next)
    : Exception($"The log of project {projectId} goes from {head} to {next}.");
