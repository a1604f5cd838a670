using FsCheck;
using FsCheck.Fluent;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Unit.Tasks;

public sealed class RankTests
{
    [Fact]
    public void ForNumber_ConsecutiveNumbers_SortAsTheNumbersWithRoomBetween()
    {
        var ranks = Enumerable.Range(1, 10_000).Select(n => Rank.ForNumber(n)).ToList();

        ranks.Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
        ranks.Zip(ranks.Skip(1)).Should().OnlyContain(pair => Between(pair.First, Rank.Between(pair.First, pair.Second), pair.Second));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Rank.MaxNumber + 1)]
    public void ForNumber_OutOfRange_Throws(long number) =>
        FluentActions.Invoking(() => Rank.ForNumber(number)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void ForNumber_LargestNumber_IsValid() =>
        Rank.ForNumber(Rank.MaxNumber).Should().Match(rank => Rank.IsValid(rank)).And.HaveLength(7);

    [Theory]
    [InlineData(null, null, "000000V")]
    [InlineData("000001V", "000003V", "000002")]
    [InlineData("000001V", "000002V", "000001k")]
    [InlineData("000009V", null, "000009W")]
    [InlineData("000009y", null, "000009z01")]
    [InlineData("000009z0z", null, "000009z11")]
    [InlineData("000009zyz", null, "000009zz0001")]
    [InlineData("000009zz000z", null, "000009zz0011")]
    [InlineData(null, "000009V", "000008U")]
    [InlineData(null, "0000001", "0000000zz")]
    [InlineData(null, "0000000z1", "0000000yz")]
    [InlineData(null, "000000011", "00000000zzzz")]
    [InlineData("1", "11", "10V")]
    public void Between_KnownNeighbours_AnswersTheDocumentedStep(string? before, string? after, string expected) =>
        Rank.Between(before, after).Should().Be(expected);

    [Theory]
    [InlineData("000002V", "000001V")]
    [InlineData("000002V", "000002V")]
    [InlineData("", null)]
    [InlineData("10", null)]
    [InlineData(null, "a-b")]
    [InlineData("é", null)]
    public void Between_NotInOrderOrNoRank_Throws(string? before, string? after) =>
        FluentActions.Invoking(() => Rank.Between(before, after)).Should().Throw<ArgumentException>();

    [Fact]
    public void Between_TenThousandStepsAtEitherEnd_StayShort()
    {
        var (first, last) = (Rank.ForNumber(1), Rank.ForNumber(1));
        for (var i = 0; i < 10_000; i++)
        {
            var (below, above) = (Rank.Between(null, first), Rank.Between(last, null));
            Between(below, first, last).Should().Be(i > 0);
            string.CompareOrdinal(last, above).Should().BeNegative();
            (first, last) = (below, above);
        }

        first.Length.Should().BeLessThanOrEqualTo(12);
        last.Length.Should().BeLessThanOrEqualTo(12);
    }

    [Theory]
    [InlineData("always after the lower neighbour")]
    [InlineData("always before the upper neighbour")]
    [InlineData("in turn")]
    public void Between_TenThousandInsertionsBetweenTheSameTwo_KeepTheOrder(string where)
    {
        var (low, high) = (Rank.ForNumber(1), Rank.ForNumber(2));
        for (var i = 0; i < 10_000; i++)
        {
            var rank = Rank.Between(low, high);
            Between(low, rank, high).Should().BeTrue();
            Rank.IsValid(rank).Should().BeTrue();
            if (
                where.EndsWith("lower neighbour", StringComparison.Ordinal)
                || (i % 2 == 0 && where.Equals("in turn", StringComparison.Ordinal))
            )
                high = rank;
            else
                low = rank;
        }

        // A btree row holds 2,704 bytes.
        Math.Max(low.Length, high.Length).Should().BeLessThan(2_500);
    }

    [Fact]
    public void Between_AnyMixOfCreationsAndMoves_KeepsEveryColumnInOrder() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(400),
            Prop.ForAll(
                ArbMap.Default.ArbFor<(bool Create, PositiveInt Place)[]>(),
                steps =>
                {
                    var column = new List<string>();
                    var created = 0;
                    foreach (var (create, place) in steps)
                    {
                        if (create)
                        {
                            column.Add(Rank.ForNumber(++created));
                            continue;
                        }

                        var at = place.Get % (column.Count + 1);
                        column.Insert(at, Rank.Between(column.ElementAtOrDefault(at - 1), column.ElementAtOrDefault(at)));
                    }

                    return column.All(Rank.IsValid)
                        && column.Zip(column.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) < 0)
                        && column.All(rank => string.CompareOrdinal(rank, Rank.ForNumber(created + 1)) < 0);
                }
            )
        );

    [Fact]
    public void Between_AnyTwoRanks_AnswersARankStrictlyBetween()
    {
        var ranks = Gen.NonEmptyListOf(Gen.Elements("01Uyz".ToCharArray())).Select(string.Concat).Where(Rank.IsValid).ToArbitrary();

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000),
            Prop.ForAll(
                ranks,
                ranks,
                (a, b) =>
                {
                    var (low, high) = string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
                    return Between(null, Rank.Between(null, low), low)
                        && Between(high, Rank.Between(high, null), null)
                        && (string.Equals(low, high, StringComparison.Ordinal) || Between(low, Rank.Between(low, high), high));
                }
            )
        );
    }

    private static bool Between(string? low, string rank, string? high) =>
        Rank.IsValid(rank)
        && (low is null || string.CompareOrdinal(low, rank) < 0)
        && (high is null || string.CompareOrdinal(rank, high) < 0);
}
