using TaskFlow.Domain.Tasks;

namespace TaskFlow.Unit.Tasks;

/// <summary>S-2.4: 10 000 moves into the worst places of a column, each with what the node does after it.</summary>
public sealed class RankSpreadTests
{
    [Theory]
    [InlineData("behind the same card")]
    [InlineData("before the same card")]
    [InlineData("between the last two, in turn")]
    [InlineData("at the top and behind the first, in turn")]
    [InlineData("anywhere near the middle")]
    public void TenThousandAdversarialMoves_KeepTheOrder_AndRanksShort(string adversary)
    {
        var column = new Column(tasks: 500);
        for (var move = 0; move < 10_000; move++)
            column.Move(PlaceFor(adversary, move));

        column.Ranks.Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems().And.OnlyContain(r => Rank.IsValid(r));
        column.Tasks.Should().Equal(column.Expected, "a spread changes no order that anybody sees");
        column.Longest.Should().BeLessThanOrEqualTo(33, "the longest lives until the spread behind its own move");
        column.Rewritten.Should().BeLessThan(10_000 * 4, "a move costs few other rows on average");
        string.CompareOrdinal(column.Ranks[^1], Rank.ForNumber(501)).Should().BeNegative("a new task goes to the end");
    }

    [Fact]
    public void RanksThatTasksShare_DoNotStopIt()
    {
        var longRank = Rank.ForNumber(1) + new string('0', 40) + "1";
        var column = Enumerable.Repeat(Rank.ForNumber(1), 40).Append(longRank).Concat(Enumerable.Repeat(Rank.ForNumber(2), 40)).ToList();
        var spread = RankSpread.Of(column)!;
        for (var i = 0; i < spread.Ranks.Count; i++)
            column[spread.Start + i] = spread.Ranks[i];
        column.Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyContain(r => r.Length <= 16);
    }

    [Fact]
    public void ShortRanks_AreLeftAlone()
    {
        RankSpread.Of([]).Should().BeNull();
        RankSpread.Of([.. Enumerable.Range(1, 100).Select(n => Rank.ForNumber(n))]).Should().BeNull();
    }

    /// <summary>The index before which the moved task goes, in a column of 500.</summary>
    private static int PlaceFor(string adversary, int move) =>
        adversary switch
        {
            "behind the same card" => 250,
            "before the same card" => 250 + (move % 100),
            "between the last two, in turn" => 250 + (move % 2),
            "at the top and behind the first, in turn" => move % 2,
            _ => 240 + (move * 7919 % 20),
        };

    private sealed class Column
    {
        private readonly List<(int Task, string Rank)> rows;

        public Column(int tasks)
        {
            rows = [.. Enumerable.Range(1, tasks).Select(n => (n, Rank.ForNumber(n)))];
            Expected = [.. rows.Select(r => r.Task)];
        }

        /// <summary>The same moves in a plain list.</summary>
        public List<int> Expected { get; }

        public int Longest { get; private set; }

        public int Rewritten { get; private set; }

        public IEnumerable<int> Tasks => rows.OrderBy(r => r.Rank, StringComparer.Ordinal).Select(r => r.Task);

        public List<string> Ranks => [.. rows.Select(r => r.Rank)];

        /// <summary>The last task goes to the place, as a person drags it there.</summary>
        public void Move(int place)
        {
            var (task, _) = rows[^1];
            rows.RemoveAt(rows.Count - 1);
            Expected.RemoveAt(Expected.Count - 1);
            var rank = Rank.Between(place > 0 ? rows[place - 1].Rank : null, rows[place].Rank);
            rows.Insert(place, (task, rank));
            Expected.Insert(place, task);
            Longest = Math.Max(Longest, rank.Length);
            while (RankSpread.Of(Ranks) is { } spread)
            {
                for (var i = 0; i < spread.Ranks.Count; i++)
                    rows[spread.Start + i] = (rows[spread.Start + i].Task, spread.Ranks[i]);
                Rewritten += spread.Ranks.Count;
            }
        }
    }
}
