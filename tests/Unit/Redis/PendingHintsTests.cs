using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Redis;

namespace TaskFlow.Unit.Redis;

public sealed class PendingHintsTests
{
    private readonly PendingHints pending = new();

    [Fact]
    public void Take_HasTheHighestHead_AndEverythingElseOnce()
    {
        var (project, user) = (Ids.New(), Ids.New());
        foreach (var head in new[] { 3, 9, 7 })
            pending.Add(new Hint.FeedMoved(project, head));
        for (var i = 0; i < 2; i++)
        {
            pending.Add(new Hint.PresenceMoved(project));
            pending.Add(new Hint.AccessMoved(user));
        }

        var hints = pending.Take(Ids.New()).Hints;

        hints.Should().Equal(new Hint.FeedMoved(project, 9), new Hint.PresenceMoved(project), new Hint.AccessMoved(user));
        pending.Take(Ids.New()).Hints.Should().BeEmpty("they were taken");
    }

    /// <summary>Redis may be away for days.</summary>
    [Fact]
    public void Add_MoreThanIsKept_StaysBounded_AndStillRaisesWhatIsThere()
    {
        var known = Ids.New();
        pending.Add(new Hint.FeedMoved(known, 1));
        for (var i = 0; i < 20_000; i++)
            pending.Add(new Hint.PresenceMoved(Ids.New()));
        pending.Add(new Hint.FeedMoved(known, 2));

        var message = pending.Take(Ids.New());

        message.Hints.Should().HaveCount(5000).And.Contain(new Hint.FeedMoved(known, 2));
        HintMessage.Read(message.Render())!.Hints.Should().HaveCount(5000, "a full message can be read");
    }
}
