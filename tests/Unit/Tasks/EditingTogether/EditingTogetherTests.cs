using System.Globalization;
using TaskFlow.Domain.Tasks;
using Xunit.Abstractions;

namespace TaskFlow.Unit.Tasks.EditingTogether;

/// <summary>
/// S-2.2 against a model: three replicas edit one task on bases of any age. No acknowledged write is overwritten by somebody who had not
/// seen it, nothing conflicts without need, a refusal changes nothing. A failure prints its seed and its shortest history;
/// <c>TASKFLOW_SEED</c> repeats a run.
/// </summary>
public sealed class EditingTogetherTests(ITestOutputHelper output)
{
    private const int Histories = 100_000;

    private readonly int seed = Environment.GetEnvironmentVariable("TASKFLOW_SEED") is { Length: > 0 } given
        ? int.Parse(given, CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    [Fact]
    public void AnyInterleaving_LosesNoAcknowledgedWrite()
    {
        var (writes, acknowledged, conflicts, merged, unjudged) = (0, 0, 0, 0, 0);
        Parallel.For(
            0,
            Histories,
            index =>
            {
                var history = HistoryOf(index, 3 + (index % 4));
                var task = new SharedTask();
                var accepted = 0;
                if (Failure(history, task, ref accepted) is not null)
                    Assert.Fail(Report(index, history));
                Interlocked.Add(ref writes, history.Length);
                Interlocked.Add(ref acknowledged, accepted);
                Interlocked.Add(ref conflicts, task.Conflicts);
                Interlocked.Add(ref merged, task.Merged);
                Interlocked.Add(ref unjudged, task.Unjudged);
            }
        );

        output.WriteLine(
            $"seed {seed}: {writes} writes, {acknowledged} acknowledged, {merged} fields merged, {conflicts} conflicts, {unjudged} texts not judged"
        );
        acknowledged.Should().BeGreaterThan(Histories, "a run that refuses everything shows nothing");
        conflicts.Should().BeGreaterThan(Histories / 10);
        merged.Should().BeGreaterThan(Histories / 10);
        unjudged.Should().BeLessThan(Histories / 100);
    }

    [Fact]
    public void TwoEditsOfOneVersion_Commute()
    {
        var both = 0;
        for (var index = 0; index < 20_000; index++)
        {
            var history = HistoryOf(index, 4);
            // Without dates: whether start and due contradict each other hangs on who came first, and is refused either way.
            var one = history[2].Without(TaskField.StartDate) with
            {
                Replica = 0,
                Reads = false,
                Verb = Verb.Replace,
            };
            var other = history[3].Without(TaskField.StartDate) with { Replica = 1, Reads = false, Verb = Verb.Replace };
            var (oneFirst, otherFirst) = (After(history[..2]), After(history[..2]));
            var accepted = oneFirst.Write(one) & oneFirst.Write(other);
            var acceptedToo = otherFirst.Write(other) & otherFirst.Write(one);

            if (accepted != acceptedToo || (accepted && !SameState(oneFirst, otherFirst)))
                Assert.Fail($"seed {seed} history {index}: {one} and {other} do not commute\n{oneFirst.State}\n{otherFirst.State}");
            both += accepted ? 1 : 0;
        }

        both.Should().BeGreaterThan(4_000, "most edits are of different fields");
    }

    private static bool SameState(SharedTask one, SharedTask other) => string.Equals(one.State, other.State, StringComparison.Ordinal);

    private static SharedTask After(Step[] history)
    {
        var task = new SharedTask();
        foreach (var step in history)
            task.Write(step);
        for (var replica = 0; replica < Step.Replicas; replica++)
            task.Read(replica);
        return task;
    }

    private Step[] HistoryOf(int index, int steps)
    {
        var random = new Random(unchecked((seed * 397) ^ index));
        return [.. Enumerable.Range(0, steps).Select(_ => Step.Any(random))];
    }

    private static string? Failure(IEnumerable<Step> history, SharedTask task, ref int accepted)
    {
        try
        {
            foreach (var step in history)
                accepted += task.Write(step) ? 1 : 0;
            return null;
        }
        catch (BrokenPromiseException broken)
        {
            return broken.Message;
        }
    }

    private string Report(int index, Step[] history)
    {
        var shortest = Shrink(history);
        var ignored = 0;
        return $"seed {seed} history {index}: {Failure(shortest, new SharedTask(), ref ignored)}\n{string.Join('\n', shortest.Select(s => s.ToString()))}";
    }

    /// <summary>Takes out steps, then fields, as long as the history still fails.</summary>
    private static Step[] Shrink(Step[] history)
    {
        while (true)
        {
            var smaller = Enumerable
                .Range(0, history.Length)
                .Select(i => history.Where((_, at) => at != i).ToArray())
                .Concat(
                    history.SelectMany(
                        (step, i) => WithFewerFields(step).Select(s => history.Select((old, at) => at == i ? s : old).ToArray())
                    )
                )
                .FirstOrDefault(candidate => Fails(candidate));
            if (smaller is null)
                return history;
            history = smaller;
        }
    }

    private static bool Fails(Step[] history)
    {
        var ignored = 0;
        return Failure(history, new SharedTask(), ref ignored) is not null;
    }

    private static IEnumerable<Step> WithFewerFields(Step step) => TaskField.All.Where(step.IsNamed).Select(step.Without);
}
