namespace TaskFlow.Domain.Tasks;

/// <summary>
/// Which lines of a text are still there in an edited one: the greedy shortest edit script of Myers, "An O(ND) Difference Algorithm and Its
/// Variations", Algorithmica 1 (1986). Lines are numbers: equal lines have the same one.
/// </summary>
/// <remarks>
/// The search is given up after <see cref="MaxEdits"/> edits or <see cref="MaxSteps"/> steps; then everything between the common beginning
/// and the common end counts as rewritten. That is coarser, never wrong, and depends on the two texts alone, so that a merge stays
/// symmetrical. Time is O(lines + MaxSteps), memory O(lines + MaxEdits²), whatever the text.
/// </remarks>
internal static class LineDiff
{
    internal const int MaxEdits = 1_000;
    internal const int MaxSteps = 2_000_000;

    private const int Gone = -1;

    /// <summary>For every line of <paramref name="before"/> its place in <paramref name="after"/>, ascending, or −1.</summary>
    public static int[] Kept(ReadOnlySpan<int> before, ReadOnlySpan<int> after) => Kept(before, after, out _);

    internal static int[] Kept(ReadOnlySpan<int> before, ReadOnlySpan<int> after, out int steps)
    {
        var kept = new int[before.Length];
        Array.Fill(kept, Gone);
        var head = before.CommonPrefixLength(after);
        var shorter = Math.Min(before.Length, after.Length);
        var tail = 0;
        while (tail < shorter - head && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;
        for (var i = 0; i < head; i++)
            kept[i] = i;
        for (var i = 1; i <= tail; i++)
            kept[^i] = after.Length - i;
        KeepMiddle(kept.AsSpan(head..^tail), before[head..^tail], after[head..^tail], head, out steps);
        return kept;
    }

    private static void KeepMiddle(Span<int> kept, ReadOnlySpan<int> before, ReadOnlySpan<int> after, int offset, out int steps)
    {
        steps = 0;
        if (before.IsEmpty || after.IsEmpty)
            return;
        var limit = Math.Min(before.Length + after.Length, MaxEdits);
        // reach[k + limit + 1]: the furthest line of "before" that d edits reach on the diagonal k.
        var reach = new int[(2 * limit) + 3];
        var trace = new List<int[]>();
        for (var d = 0; d <= limit; d++)
        {
            trace.Add(reach[(limit + 1 - d)..(limit + 2 + d)]);
            for (var k = -d; k <= d; k += 2)
            {
                var x = Enters(reach, limit + 1, d, k) ? reach[limit + 2 + k] : reach[limit + k] + 1;
                var y = x - k;
                var start = x;
                while (x < before.Length && y < after.Length && before[x] == after[y])
                    (x, y) = (x + 1, y + 1);
                steps += 1 + x - start;
                reach[limit + 1 + k] = x;
                if (x == before.Length && y == after.Length)
                    Trace(kept, trace, x, y, offset);
                else if (steps <= MaxSteps)
                    continue;
                return;
            }
        }
    }

    /// <summary>Whether the best way to diagonal k by the d-th edit is a line put in (from above) and not one taken away.</summary>
    private static bool Enters(ReadOnlySpan<int> reach, int zero, int d, int k) =>
        k == -d || (k != d && reach[zero + k - 1] < reach[zero + k + 1]);

    private static void Trace(Span<int> kept, List<int[]> trace, int x, int y, int offset)
    {
        for (var d = trace.Count - 1; d > 0; d--)
        {
            var reach = trace[d];
            var k = x - y;
            var from = Enters(reach, d, d, k) ? k + 1 : k - 1;
            var startX = reach[d + from];
            var startY = startX - from;
            while (x > startX && y > startY)
                kept[--x] = offset + --y;
            (x, y) = (startX, startY);
        }

        while (x > 0 && y > 0)
            kept[--x] = offset + --y;
    }
}
