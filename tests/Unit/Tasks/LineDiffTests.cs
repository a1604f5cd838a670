using FsCheck;
using FsCheck.Fluent;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Unit.Tasks;

public sealed class LineDiffTests
{
    [Theory]
    [InlineData("ABCABBA", "CBABAC", 4)]
    [InlineData("abcdef", "abcdef", 6)]
    [InlineData("abcdef", "ghijkl", 0)]
    [InlineData("axbxc", "abc", 3)]
    [InlineData("", "abc", 0)]
    [InlineData("abc", "", 0)]
    public void Kept_IsALongestCommonSubsequence(string before, string after, int length) =>
        Kept(before, after).Count(i => i >= 0).Should().Be(length);

    [Fact]
    public void Kept_OfAnyTexts_IsALongestCommonSubsequence() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(40),
            Prop.ForAll(
                Gen.ListOf(Gen.Elements('a', 'b', 'c', 'd')).Select(string.Concat).ToArbitrary(),
                Gen.ListOf(Gen.Elements('a', 'b', 'c', 'd')).Select(string.Concat).ToArbitrary(),
                (before, after) =>
                {
                    var kept = Kept(before, after);
                    var pairs = kept.Select((to, from) => (From: from, To: to)).Where(p => p.To >= 0).ToList();
                    return pairs.All(p => before[p.From] == after[p.To])
                        && pairs.Zip(pairs.Skip(1)).All(p => p.First.To < p.Second.To)
                        && pairs.Count == LongestByTable(before, after);
                }
            )
        );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1_000)]
    public void Kept_OfHostileTexts_GivesUpWithinItsBound_AndKeepsBothEnds(int different)
    {
        var random = new Random(different);
        const int Size = 50_000;
        int[] before = [-1, .. Enumerable.Range(0, Size).Select(_ => random.Next(different)), -2, -3];
        int[] after = [-1, -4, .. Enumerable.Range(0, Size - 2_000).Select(_ => random.Next(different)), -2, -3];

        var kept = LineDiff.Kept(before, after, out var steps);

        steps.Should().BeLessThanOrEqualTo(LineDiff.MaxSteps + Size, "the last snake may end");
        (kept[0], kept[^1], kept[^2]).Should().Be((0, after.Length - 1, after.Length - 2));
        if (different == 2)
            kept.Count(i => i >= 0).Should().BeLessThan(50, "this search is given up");
    }

    private static int[] Kept(string before, string after) =>
        LineDiff.Kept([.. before.Select(c => (int)c)], [.. after.Select(c => (int)c)]);

    private static int LongestByTable(string before, string after)
    {
        var table = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                table[i, j] = before[i] == after[j] ? table[i + 1, j + 1] + 1 : Math.Max(table[i + 1, j], table[i, j + 1]);
        }

        return table[0, 0];
    }
}
