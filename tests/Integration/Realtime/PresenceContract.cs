using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Realtime;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>What presence promises (C-4.7), with one node or many.</summary>
public abstract class PresenceContract : IAsyncLifetime
{
    protected static readonly RealtimeOptions Options = new() { PresenceExpiry = TimeSpan.FromSeconds(2) };

    private readonly Guid project = Ids.New();

    protected abstract IPresence One { get; }

    protected abstract IPresence Other { get; }

    [Fact]
    public async Task Read_NobodyThere_IsEmpty_NotUnknown() => (await ReadAsync(One, project)).Should().BeEmpty();

    [Fact]
    public async Task Read_HasThoseOfEveryNode_ByName()
    {
        await One.RenewAsync([Mark("Zoe"), Mark("Bob")], default);
        await Other.RenewAsync([Mark("Ann")], default);
        foreach (var node in new[] { One, Other })
            (await ReadAsync(node, project)).Select(user => user.Name).Should().Equal("Ann", "Bob", "Zoe");
    }

    [Fact]
    public async Task Read_SeveralConnectionsOfAPerson_AreOneEntry()
    {
        var (first, second) = (Ids.New(), Ids.New());
        var mark = Mark("Ann") with { ViewingTaskId = first };
        await One.RenewAsync([mark, mark with { ConnectionId = "laptop", ViewingTaskId = second }], default);
        await Other.RenewAsync([mark with { ConnectionId = "phone", ViewingTaskId = first }], default);
        var user = (await ReadAsync(Other, project)).Should().ContainSingle().Subject;
        user.Id.Should().Be(mark.UserId);
        user.Viewing.Should().BeEquivalentTo([first, second]);
    }

    [Fact]
    public async Task Renew_ReplacesWhatTheConnectionShows()
    {
        var mark = Mark("Ann") with { ViewingTaskId = Ids.New() };
        await One.RenewAsync([mark], default);
        await One.RenewAsync([mark with { ViewingTaskId = null }], default);
        (await ReadAsync(Other, project)).Should().ContainSingle().Which.Viewing.Should().BeEmpty();
    }

    [Fact]
    public async Task Mark_NotRenewed_Ends_AndARenewedOneStays()
    {
        var (gone, stays) = (Mark("Gone"), Mark("Stays"));
        await One.RenewAsync([gone], default);
        await Eventually.BeTrueAsync(
            async () =>
            {
                await Other.RenewAsync([stays], default);
                return (await ReadAsync(One, project)).Select(user => user.Name).SequenceEqual(["Stays"]);
            },
            TimeSpan.FromSeconds(10),
            "the mark of a dead node ends"
        );
    }

    /// <summary>Longer than a mark holds here: the grace counts from the leaving.</summary>
    [Fact]
    public async Task Leave_KeepsThePersonForTheGrace()
    {
        var mark = Mark("Ann");
        await One.RenewAsync([mark], default);
        await One.LeaveAsync([mark], default);
        var other = Mark("Bob");
        await One.RenewAsync([other], default);
        await Eventually.BeTrueAsync(
            async () => (await ReadAsync(Other, project)).All(user => user.Id != other.UserId),
            TimeSpan.FromSeconds(10),
            "the mark that nobody renews ends"
        );
        (await ReadAsync(Other, project)).Should().ContainSingle().Which.Name.Should().Be("Ann");
    }

    [Fact]
    public async Task Projects_AreApart()
    {
        var elsewhere = Ids.New();
        await One.RenewAsync([Mark("Ann"), Mark("Bob") with { ProjectId = elsewhere }], default);
        (await ReadAsync(Other, project)).Should().ContainSingle().Which.Name.Should().Be("Ann");
        (await ReadAsync(Other, elsewhere)).Should().ContainSingle().Which.Name.Should().Be("Bob");
    }

    [Fact]
    public async Task Renew_OfMoreThanOneBatchHolds_HasThemAll()
    {
        await One.RenewAsync([.. Enumerable.Range(0, 700).Select(_ => Mark("Somebody"))], default);
        (await ReadAsync(Other, project)).Should().HaveCount(700);
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    private PresenceMark Mark(string name) => new(project, Ids.New().ToString(), Ids.New(), name, ViewingTaskId: null);

    private static async Task<IReadOnlyList<PresentUser>> ReadAsync(IPresence presence, Guid project)
    {
        var users = await presence.ReadAsync(project, default);
        users.Should().NotBeNull("presence is known");
        return users!;
    }
}

public sealed class InProcessPresenceTests : PresenceContract
{
    private readonly InProcessPresence presence = new(Options, TimeProvider.System);

    protected override IPresence One => presence;

    protected override IPresence Other => presence;
}

public sealed class RedisPresenceTests : PresenceContract
{
    private RedisPair pair = null!;

    protected override IPresence One => pair.One.Presence;

    protected override IPresence Other => pair.Other.Presence;

    public override async Task InitializeAsync() => pair = await RedisPair.StartAsync(Options);

    public override async Task DisposeAsync() => await pair.DisposeAsync();

    /// <summary>Nothing is left of a project that nobody visits any more.</summary>
    [Fact]
    public async Task Keys_EndWithTheLastMark()
    {
        await One.RenewAsync([new PresenceMark(Ids.New(), "c", Ids.New(), "Ann", null)], default);
        (await pair.Server.SendAsync("DBSIZE")).Should().Be(":2\r\n");
        await Eventually.BeTrueAsync(
            async () => await pair.Server.SendAsync("DBSIZE") == ":0\r\n",
            TimeSpan.FromSeconds(10),
            "Redis forgets the project"
        );
    }
}
