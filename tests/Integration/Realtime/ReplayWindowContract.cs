using System.Globalization;
using System.Text.Json;
using TaskFlow.Application.Activities;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Realtime;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>What a window promises (C-4.3): it may know nothing, but what it says follows the number asked for, without gap and unchanged.</summary>
public abstract class ReplayWindowContract : IAsyncLifetime
{
    protected Guid Project { get; } = Ids.New();

    protected Guid Epoch { get; } = Ids.New();

    protected abstract IReplayWindow One { get; }

    protected abstract IReplayWindow Other { get; }

    [Fact]
    public async Task Read_OfWhatNobodyAdded_IsNull() => (await Other.ReadAsync(Project, Epoch, 0, 100)).Should().BeNull();

    [Fact]
    public async Task Read_IsNullOrWhatFollows()
    {
        Add(1..20);
        foreach (var after in new[] { 0, 7, 19 })
            await IsNullOrFollowsAsync(after, limit: 5);
        (await Other.ReadAsync(Project, Epoch, 20, 5)).Should().BeNull("the window does not know where the log ends");
    }

    [Fact]
    public async Task Read_NeverJumpsOverAHole()
    {
        Add(1..3);
        Add(5..9);
        await IsNullOrFollowsAsync(after: 0, limit: 100);
        (await Other.ReadAsync(Project, Epoch, 3, 100)).Should().BeNull();
    }

    [Fact]
    public async Task Read_OfAnotherEpochOrProject_IsNull()
    {
        Add(1..3);
        (await Other.ReadAsync(Project, Ids.New(), 0, 100)).Should().BeNull();
        (await Other.ReadAsync(Ids.New(), Epoch, 0, 100)).Should().BeNull();
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected void Add(Range numbers) => Add(One, numbers);

    protected void Add(IReplayWindow window, Range numbers) =>
        window.Add(Project, Epoch, [.. Enumerable.Range(numbers.Start.Value, numbers.End.Value - numbers.Start.Value + 1).Select(Line)]);

    protected Envelope Line(int seq) => Line(seq, """{"title":["Old","Nür \"neu\" 🙂"]}""");

    /// <summary>The same number is always the same line.</summary>
    protected Envelope Line(int seq, string? changes) =>
        new(
            seq,
            Project,
            "task.updated",
            Project,
            Epoch,
            new EnvelopeActor(Epoch, "Ann Ødegård"),
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            new EnvelopeResource("task", Project, seq % 2 == 0 ? null : "WEB-1", seq),
            new StoredJson(changes),
            new StoredJson(Text: null)
        );

    protected async Task IsNullOrFollowsAsync(int after, int limit)
    {
        if (await Other.ReadAsync(Project, Epoch, after, limit) is not { } found)
            return;
        found.Should().NotBeEmpty();
        found.Count.Should().BeLessThanOrEqualTo(limit);
        found.Should().Equal(Enumerable.Range(after + 1, found.Count).Select(Line));
    }
}

public sealed class NoReplayWindowTests : ReplayWindowContract
{
    private readonly NoReplayWindow window = new();

    protected override IReplayWindow One => window;

    protected override IReplayWindow Other => window;
}

public sealed class RedisReplayWindowTests : ReplayWindowContract
{
    private static readonly RealtimeOptions Options = new() { ReplayWindow = TimeSpan.FromSeconds(3) };
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private RedisPair pair = null!;

    protected override IReplayWindow One => pair.One.Window;

    protected override IReplayWindow Other => pair.Other.Window;

    public override async Task InitializeAsync() => pair = await RedisPair.StartAsync(Options);

    public override async Task DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    public async Task Read_OnAnotherNode_HasWhatWasAdded()
    {
        Add(1..20);
        await HasAsync(after: 0, count: 20);
        await HasAsync(after: 7, count: 13);
        await IsNullOrFollowsAsync(after: 0, limit: 100);
    }

    [Fact]
    public async Task Flushed_BetweenWritesAndReads_WhatIsLeftIsStillRight()
    {
        Add(1..5);
        await HasAsync(after: 0, count: 5);
        await pair.Server.SendAsync("FLUSHALL");
        Add(6..9);
        await HasAsync(after: 5, count: 4);
        (await Other.ReadAsync(Project, Epoch, 0, 100)).Should().BeNull();
        (await Other.ReadAsync(Project, Epoch, 4, 100)).Should().BeNull();
    }

    [Fact]
    public async Task Add_OfTheSameByBothNodes_IsKeptOnce()
    {
        Add(One, 1..9);
        await HasAsync(after: 0, count: 9);
        Add(Other, 1..9);
        Add(Other, 10..10);
        await HasAsync(after: 0, count: 10);
        (await pair.Server.SendAsync("ZCARD", Key)).Should().Be(":10\r\n");
    }

    [Fact]
    public async Task Add_OfMoreThanIsKept_ForgetsTheOldest()
    {
        for (var first = 1; first < 700; first += 100)
            Add(first..(first + 99));
        await HasAsync(after: 200, count: 500);
        (await pair.Server.SendAsync("ZCARD", Key)).Should().Be(":500\r\n");
        (await Other.ReadAsync(Project, Epoch, 199, 10)).Should().BeNull();
    }

    [Fact]
    public async Task Add_OfAnEnvelopeThatIsTooLong_MakesAHole()
    {
        var text = JsonSerializer.Serialize(new string('x', 20_000));
        One.Add(Project, Epoch, [Line(1), Line(2, text), Line(3)]);
        await HasAsync(after: 2, count: 1);
        await HasAsync(after: 0, count: 1);
        (await Other.ReadAsync(Project, Epoch, 1, 10)).Should().BeNull();
    }

    [Fact]
    public async Task Envelopes_AreForgottenAfterTheWindow_ThoughTheProjectGoesOn()
    {
        Add(1..5);
        await HasAsync(after: 0, count: 5);
        var next = 6;
        await Eventually.BeTrueAsync(
            async () =>
            {
                Add(next..next);
                next++;
                return await Other.ReadAsync(Project, Epoch, 4, 1) is null
                    && await Other.ReadAsync(Project, Epoch, next - 10, 1) is not null;
            },
            Soon,
            "the old ones go and the young ones stay"
        );
        await Eventually.BeTrueAsync(async () => await pair.Server.SendAsync("DBSIZE") == ":0\r\n", Soon, "the project is forgotten");
    }

    [Theory]
    [InlineData("")]
    [InlineData("17 {")]
    [InlineData("17 null")]
    [InlineData("17 {\"seq\":1}")]
    public async Task Member_ThatNoNodeWrote_IsAHole(string member)
    {
        await pair.Server.SendAsync("ZADD", Key, "1", member);
        (await Other.ReadAsync(Project, Epoch, 0, 10)).Should().BeNull();
    }

    [Fact]
    public async Task WithoutRedis_IsNull()
    {
        Add(1..5);
        await HasAsync(after: 0, count: 5);
        await pair.Server.KillAsync();
        Add(6..9);
        (await Other.ReadAsync(Project, Epoch, 0, 10)).Should().BeNull();
    }

    private string Key => string.Create(CultureInfo.InvariantCulture, $"{pair.Prefix}log:{Project:D}:{Epoch:D}");

    private Task HasAsync(int after, int count) =>
        Eventually.BeTrueAsync(
            async () => (await Other.ReadAsync(Project, Epoch, after, 1000))?.Count == count,
            Soon,
            $"{count} envelopes follow {after}"
        );
}
