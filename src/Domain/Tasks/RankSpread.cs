namespace TaskFlow.Domain.Tasks;

/// <summary>
/// Short ranks, in the same order, for the stretch of a column where many insertions in one place made them long (S-2.4). The stretch is
/// widened until short ranks fit between its neighbours, as in list labelling, so that most of a column is never touched.
/// </summary>
/// <param name="Start">Index in the column of the first rank that is replaced.</param>
public sealed record RankSpread(int Start, IReadOnlyList<string> Ranks)
{
    /// <summary>A rank longer than this asks for a spread.</summary>
    public const int LongestRank = 32;

    private const int LongestAfterwards = 16;
    private const int FirstWidth = 64;

    /// <param name="column">All ranks of a column, in order.</param>
    /// <returns>Null when no rank is too long. Spread what is left until it is.</returns>
    public static RankSpread? Of(IReadOnlyList<string> column)
    {
        var at = 0;
        for (var i = 1; i < column.Count; i++)
        {
            if (column[i].Length > column[at].Length)
                at = i;
        }

        return column.Count == 0 || column[at].Length <= LongestRank ? null : Around(column, at);
    }

    private static RankSpread Around(IReadOnlyList<string> column, int at)
    {
        for (var width = FirstWidth; ; width *= 2)
        {
            var (start, end) = (Math.Max(0, at - width / 2), Math.Min(column.Count, at + width / 2));
            var (low, high) = (start > 0 ? column[start - 1] : null, end < column.Count ? column[end] : null);
            var isWhole = start == 0 && end == column.Count;
            // Neighbours can share a rank: their ids order them, and nothing fits between.
            if (low is not null && high is not null && string.CompareOrdinal(low, high) >= 0)
                continue;
            var ranks = new string[end - start];
            Fill(ranks, low, high);
            if (isWhole || ranks.All(r => r.Length <= LongestAfterwards))
                return new RankSpread(start, ranks);
        }
    }

    /// <summary>Halving costs one digit for about six levels.</summary>
    private static void Fill(Span<string> ranks, string? low, string? high)
    {
        if (ranks.IsEmpty)
            return;
        var middle = ranks.Length / 2;
        ranks[middle] = Rank.Between(low, high);
        Fill(ranks[..middle], low, ranks[middle]);
        Fill(ranks[(middle + 1)..], ranks[middle], high);
    }
}
