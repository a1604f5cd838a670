using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Realtime;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>What connection leases promise (C-7.3), with one node or many.</summary>
public abstract class LeasesContract : IAsyncLifetime
{
    protected static readonly RealtimeOptions Options = new() { PerUser = 2, PerOrganization = 3 };

    private readonly Guid user = Ids.New();

    protected abstract IConnectionLeases One { get; }

    protected abstract IConnectionLeases Other { get; }

    [Fact]
    public async Task Take_MoreThanAPersonMayHave_IsRefusedOnEveryNode()
    {
        (await One.TakeAsync(Lease(), default)).IsRefused.Should().BeFalse();
        (await Other.TakeAsync(Lease(), default)).IsRefused.Should().BeFalse();
        foreach (var node in new[] { One, Other })
        {
            var answer = await node.TakeAsync(Lease(), default);
            (answer.UserIsFull, answer.IsRefused).Should().Be((true, true));
        }
        (await One.TakeAsync(Lease() with { UserId = Ids.New() }, default)).IsRefused.Should().BeFalse("it is somebody else");
    }

    [Fact]
    public async Task Take_InAFullOrganization_IsRefused_UnlessAnotherHasRoom()
    {
        var (full, roomy) = (Ids.New(), Ids.New());
        for (var i = 0; i < Options.PerOrganization; i++)
            (await One.TakeAsync(Lease(full) with { UserId = Ids.New() }, default)).IsRefused.Should().BeFalse();

        var answer = await Other.TakeAsync(Lease(full), default);
        (answer.UserIsFull, answer.IsRefused).Should().Be((false, true));
        answer.FullOrganizations.Should().Equal(full);

        answer = await Other.TakeAsync(Lease(full, roomy), default);
        (answer.UserIsFull, answer.IsRefused).Should().Be((false, false));
        answer.FullOrganizations.Should().Equal(full);
        for (var i = 1; i < Options.PerOrganization; i++)
            (await One.TakeAsync(Lease(roomy) with { UserId = Ids.New() }, default)).IsRefused.Should().BeFalse();
        (await One.PeekAsync(Lease(roomy), default)).FullOrganizations.Should().Equal([roomy], "the one that was let in counts there");
    }

    [Fact]
    public async Task Take_ThatIsRefused_TakesNothing()
    {
        var (full, roomy) = (Ids.New(), Ids.New());
        await One.TakeAsync(Lease(), default);
        await One.TakeAsync(Lease(), default);
        for (var i = 0; i < 2 * Options.PerOrganization; i++)
            (await One.TakeAsync(Lease(full, roomy), default)).UserIsFull.Should().BeTrue();
        (await Other.PeekAsync(Lease(full, roomy), default)).FullOrganizations.Should().BeEmpty();
    }

    [Fact]
    public async Task Peek_TakesNothing()
    {
        for (var i = 0; i < 2 * Options.PerUser; i++)
            (await One.PeekAsync(Lease(), default)).IsRefused.Should().BeFalse();
    }

    [Fact]
    public async Task Release_MakesRoom()
    {
        var organization = Ids.New();
        var held = Lease(organization);
        await One.TakeAsync(held, default);
        await One.TakeAsync(Lease(organization), default);
        await One.ReleaseAsync(held, default);
        (await Other.TakeAsync(Lease(organization), default)).IsRefused.Should().BeFalse();
        (await Other.PeekAsync(Lease(organization), default)).UserIsFull.Should().BeTrue();
    }

    [Fact]
    public async Task Take_ByManyAtOnce_LetsInAsManyAsMay()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? One : Other).TakeAsync(Lease(), default)))
        );
        answers.Count(answer => !answer.IsRefused).Should().Be(Options.PerUser);
    }

    [Fact]
    public async Task Renew_OfAnUnknownLease_CountsIt()
    {
        var organization = Ids.New();
        await One.RenewAsync([.. Enumerable.Range(0, Options.PerUser).Select(_ => Lease(organization))], default);
        (await Other.PeekAsync(Lease(organization), default)).UserIsFull.Should().BeTrue();
    }

    /// <summary>A node that died gives nothing back (T-C4e).</summary>
    [Fact]
    public async Task Lease_NotRenewed_Ends_AndARenewedOneStays()
    {
        var kept = Lease();
        await One.TakeAsync(kept, default);
        await One.TakeAsync(Lease(), default);
        await Eventually.BeTrueAsync(
            async () =>
            {
                await One.RenewAsync([kept], default);
                return !(await Other.PeekAsync(Lease(), default)).UserIsFull;
            },
            IConnectionLeases.Lifetime + TimeSpan.FromSeconds(10),
            "the lease of a dead node ends"
        );
        var taken = Lease();
        await Other.TakeAsync(taken, default);
        await Eventually.BeTrueAsync(
            async () =>
            {
                // What its node's next beat makes good when Redis was not reached in time.
                await Other.RenewAsync([taken], default);
                return (await Other.PeekAsync(Lease(), default)).UserIsFull;
            },
            IConnectionLeases.Lifetime / 3,
            "the renewed one still counts"
        );
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    private ConnectionLease Lease(params Guid[] organizations) => new(Ids.New(), user, organizations);
}

public sealed class InProcessLeasesTests : LeasesContract
{
    private readonly InProcessLeases leases = new(Options, TimeProvider.System);

    protected override IConnectionLeases One => leases;

    protected override IConnectionLeases Other => leases;
}

public sealed class RedisLeasesTests : LeasesContract
{
    private RedisPair pair = null!;

    protected override IConnectionLeases One => pair.One.Leases;

    protected override IConnectionLeases Other => pair.Other.Leases;

    public override async Task InitializeAsync() => pair = await RedisPair.StartAsync(Options);

    public override async Task DisposeAsync() => await pair.DisposeAsync();
}
