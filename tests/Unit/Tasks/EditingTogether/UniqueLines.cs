namespace TaskFlow.Unit.Tasks.EditingTogether;

/// <summary>
/// Texts in which no line stands twice. Then the three-way merge needs no search: the lines that all three have are the only places where
/// hunks can part. This is the oracle for the real merge, which must find them.
/// </summary>
internal static class UniqueLines
{
    public static string Edit(string text, int salt)
    {
        var lines = Of(text);
        var at = salt / 4 % (lines.Count + 1);
        // A quarter of the new lines may be the same for two replicas that edit the same place.
        var line = salt % 16 < 4 ? $"same {at}" : $"line {salt}";
        if (lines.Contains(line))
            return text;
        if (salt % 4 == 0 || at == lines.Count)
            lines.Insert(at, line);
        else if (salt % 4 == 1)
            lines.RemoveAt(at);
        else
            lines[at] = line;
        return string.Concat(lines.Select(l => l + "\n"));
    }

    public static List<string> Of(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The merged text; null when hunks overlap.</summary>
    /// <exception cref="LinesMovedException">A line was taken away and put in elsewhere: the common lines have no one order.</exception>
    public static string? Merge(string before, string theirs, string yours)
    {
        var (b, t, y) = (Of(before), Of(theirs), Of(yours));
        var common = b.Where(line => t.Contains(line) && y.Contains(line)).ToList();
        if (!common.SequenceEqual(t.Where(common.Contains)) || !common.SequenceEqual(y.Where(common.Contains)))
            throw new LinesMovedException();
        if (Inverted(b, t) || Inverted(b, y))
            throw new LinesMovedException();
        var merged = new List<string>();
        foreach (var line in common.Append(null))
        {
            var (wasHunk, theirHunk, yourHunk) = (Take(b, line), Take(t, line), Take(y, line));
            if (yourHunk.SequenceEqual(wasHunk) || yourHunk.SequenceEqual(theirHunk))
                merged.AddRange(theirHunk);
            else if (theirHunk.SequenceEqual(wasHunk))
                merged.AddRange(yourHunk);
            else
                return null;
            if (line is not null)
                merged.Add(line);
        }

        return string.Concat(merged.Select(line => line + "\n"));
    }

    private static bool Inverted(List<string> one, List<string> other) =>
        !one.Where(other.Contains).SequenceEqual(other.Where(one.Contains));

    /// <summary>Takes the lines in front of <paramref name="end"/>, and that line, off the text.</summary>
    private static List<string> Take(List<string> lines, string? end)
    {
        var count = end is null ? lines.Count : lines.IndexOf(end);
        var hunk = lines.GetRange(0, count);
        lines.RemoveRange(0, end is null ? count : count + 1);
        return hunk;
    }
}

internal sealed class LinesMovedException : Exception;
