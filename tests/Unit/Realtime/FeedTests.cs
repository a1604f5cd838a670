using TaskFlow.Application.Activities;
using TaskFlow.WebApi.Realtime;

namespace TaskFlow.Unit.Realtime;

public sealed class FeedTests
{
    private const int Kept = 256;

    [Fact]
    public void After_TheHead_IsEmpty() => FeedAt(7).After(7, 10).Should().BeEmpty();

    [Fact]
    public void After_WhatWasNeverKept_IsForTheTable()
    {
        var feed = FeedAt(7);
        feed.After(5, 10).Should().BeNull("6 and 7 happened before this node looked");
        feed.Append(Envelopes(8, 9));
        feed.After(6, 10).Should().BeNull("7 is in the table, and nothing may be left out");
        Numbers(feed.After(7, 10)).Should().Equal(8, 9);
    }

    [Fact]
    public void After_GivesAtMostTheLimit_FromTheNextNumberOn()
    {
        var feed = FeedAt(0);
        feed.Append(Envelopes(1, 20));
        Numbers(feed.After(4, 3)).Should().Equal(5, 6, 7);
    }

    [Fact]
    public void Append_KeepsTheNewest()
    {
        var feed = FeedAt(0);
        feed.Append(Envelopes(1, Kept + 10));
        feed.After(9, 1).Should().BeNull("it is no longer kept");
        Numbers(feed.After(10, 1)).Should().Equal(11);
        feed.Head.Should().Be(Kept + 10);
    }

    [Fact]
    public void Append_KeepsNoMoreThanAMebibyteOfText_ButAlwaysTheLast()
    {
        var feed = FeedAt(0);
        feed.Append([Envelope(1, 700_000), Envelope(2, 700_000)]);
        feed.After(0, 10).Should().BeNull();
        Numbers(feed.After(1, 10)).Should().Equal(2);
        feed.Append([Envelope(3, 5_000_000)]);
        Numbers(feed.After(2, 10)).Should().Equal(3);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(7)]
    public void Append_WhatDoesNotFollow_IsABrokenPromise(long seq)
    {
        var feed = FeedAt(7);
        feed.Invoking(f => f.Append([Envelope(seq, 10)])).Should().Throw<FeedGapException>();
        feed.Head.Should().Be(7);
    }

    /// <summary>However a client and the log move, what the client gets is every number once, in order.</summary>
    [Fact]
    public void After_WithTheTableBehindIt_LeavesNothingOut()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var feed = FeedAt(0);
        var got = new List<long>();
        for (var step = 0; step < 5_000; step++)
        {
            if (random.Next(3) > 0)
                feed.Append(Envelopes(feed.Head + 1, feed.Head + random.Next(1, 80)));
            var last = got.Count;
            var envelopes = feed.After(last, random.Next(1, 200));
            got.AddRange(
                envelopes is null
                    ? Enumerable.Range(last + 1, Math.Min(50, (int)feed.Head - last)).Select(n => (long)n)
                    : Numbers(envelopes)
            );
        }
        got.Should().Equal(Enumerable.Range(1, got.Count).Select(n => (long)n), $"seed {seed}");
    }

    private static Feed FeedAt(long head) =>
        new(new FeedPosition(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), head));

    private static List<RenderedEnvelope> Envelopes(long from, long to) =>
        [.. Enumerable.Range((int)from, (int)(to - from + 1)).Select(seq => Envelope(seq, 10))];

    private static IEnumerable<long> Numbers(IReadOnlyList<RenderedEnvelope>? envelopes) => envelopes!.Select(envelope => envelope.Seq);

    private static RenderedEnvelope Envelope(long seq, int characters) =>
        RenderedEnvelope.Of(
            new Envelope(
                seq,
                Guid.CreateVersion7(),
                "task.updated",
                Guid.Empty,
                Guid.Empty,
                new EnvelopeActor(Guid.Empty, "Alice"),
                DateTimeOffset.UnixEpoch,
                new EnvelopeResource("task", Guid.Empty, "WEB-1", 1),
                new StoredJson(new string(' ', characters)),
                new StoredJson(null)
            )
        );
}
