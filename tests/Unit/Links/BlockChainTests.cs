using TaskFlow.Domain.Common;
using TaskFlow.Domain.Links;

namespace TaskFlow.Unit.Links;

public sealed class BlockChainTests
{
    private static readonly Guid[] Tasks = [.. Enumerable.Range(0, 6).Select(_ => Ids.New())];

    [Fact]
    public void Chain_IsFound_StepByStep_TheShortest() => Search((0, 1), (1, 2), (2, 5), (0, 3), (3, 5)).Should().Equal(0, 3, 5);

    [Fact]
    public void NoChain_IsNone() => Search((0, 1), (1, 2), (5, 0)).Should().BeNull();

    [Fact]
    public void CircleOnTheWay_EndsTheSearch() => Search((0, 1), (1, 2), (2, 1), (2, 0)).Should().BeNull();

    /// <summary>From the first task to the last one, over blocks given by their places in <see cref="Tasks"/>.</summary>
    private static IEnumerable<int>? Search(params (int Blocker, int Blocked)[] blocks)
    {
        var chain = new BlockChain(Tasks[0], Tasks[5]);
        for (var step = 0; chain.Ends.Count > 0; step++)
        {
            step.Should().BeLessThan(Tasks.Length, "every step reaches a new task or is the last");
            chain.Go(
                blocks
                    .Select(b => (Blocker: Tasks[b.Blocker], Blocked: Tasks[b.Blocked]))
                    .Where(b => chain.Ends.Contains(b.Blocker))
                    .ToList()
            );
        }

        return chain.Found?.Select(id => Array.IndexOf(Tasks, id));
    }
}
