using System.Text;

namespace TaskFlow.Domain.Tasks;

/// <summary>A piece of a merged text.</summary>
public abstract record TextPart
{
    private TextPart() { }

    /// <summary>Lines about which nobody disagrees.</summary>
    public sealed record Agreed(string Text) : TextPart;

    /// <summary>Lines that both sides changed differently. <paramref name="Line"/> counts from 1 in the base.</summary>
    public sealed record Overlap(int Line, string Base, string Theirs, string Yours) : TextPart;
}

/// <summary>
/// The three-way merge of two edits of a long text, line by line (ADR 0007): diff3 as Khanna, Kunal and Pierce describe it in "A Formal
/// Investigation of Diff3" (FSTTCS 2007). Lines that both sides kept separate the hunks; a hunk that one side changed is taken, one that
/// both changed to the same is taken once, everything else overlaps. So hunks that merely touch overlap too: no line between them says
/// that they are independent.
/// </summary>
/// <remarks>
/// Pure, and symmetrical: swapping the sides swaps them in the overlaps and changes nothing else. A line includes its end (LF, CRLF or CR),
/// so every byte of the result stood in one of the three texts.
/// </remarks>
public sealed class TextMerge
{
    private TextMerge(IReadOnlyList<TextPart> parts) => Parts = parts;

    /// <summary>In order. Agreed parts never touch each other.</summary>
    public IReadOnlyList<TextPart> Parts { get; }

    public bool IsClean => Parts.All(part => part is TextPart.Agreed);

    /// <summary>The merged text, or null when hunks overlap.</summary>
    public string? Text => IsClean ? string.Concat(Parts.Cast<TextPart.Agreed>().Select(part => part.Text)) : null;

    public static TextMerge Of(string before, string theirs, string yours)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = new Lines(before, numbers);
        var theirLines = new Lines(theirs, numbers);
        var yourLines = new Lines(yours, numbers);
        var inTheirs = LineDiff.Kept(lines.Numbers, theirLines.Numbers);
        var inYours = LineDiff.Kept(lines.Numbers, yourLines.Numbers);

        var parts = new Parting();
        var (b, t, y) = (0, 0, 0);
        while (true)
        {
            var stable = b;
            while (b < lines.Count && inTheirs[b] == t && inYours[b] == y)
                (b, t, y) = (b + 1, t + 1, y + 1);
            parts.Agree(lines[stable, b]);

            var next = b;
            while (next < lines.Count && (inTheirs[next] < 0 || inYours[next] < 0))
                next++;
            var (theirEnd, yourEnd) = next < lines.Count ? (inTheirs[next], inYours[next]) : (theirLines.Count, yourLines.Count);
            parts.Decide(b + 1, lines[b, next], theirLines[t, theirEnd], yourLines[y, yourEnd]);
            if (next == lines.Count)
                return new TextMerge(parts.ToList());
            (b, t, y) = (next, theirEnd, yourEnd);
        }
    }

    /// <summary>Gathers the parts and joins agreed ones.</summary>
    private sealed class Parting
    {
        private readonly List<TextPart> parts = [];
        private readonly StringBuilder agreed = new();

        public void Agree(ReadOnlySpan<char> text) => agreed.Append(text);

        public void Decide(int line, ReadOnlySpan<char> before, ReadOnlySpan<char> theirs, ReadOnlySpan<char> yours)
        {
            if (yours.SequenceEqual(before) || yours.SequenceEqual(theirs))
                Agree(theirs);
            else if (theirs.SequenceEqual(before))
                Agree(yours);
            else
            {
                Flush();
                parts.Add(new TextPart.Overlap(line, before.ToString(), theirs.ToString(), yours.ToString()));
            }
        }

        public List<TextPart> ToList()
        {
            Flush();
            return parts;
        }

        private void Flush()
        {
            if (agreed.Length == 0)
                return;
            parts.Add(new TextPart.Agreed(agreed.ToString()));
            agreed.Clear();
        }
    }

    /// <summary>A text cut after every line end, with a number for each line; equal lines of all texts share one.</summary>
    private sealed class Lines
    {
        private readonly string text;
        private readonly List<int> starts = [0];
        private readonly List<int> numbers = [];

        public Lines(string text, Dictionary<string, int> known)
        {
            this.text = text;
            var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var start = 0; start < text.Length; start = starts[^1])
            {
                var end = EndOfLine(start);
                var line = text.AsSpan(start..end);
                if (!lookup.TryGetValue(line, out var number))
                    lookup[line] = number = known.Count;
                starts.Add(end);
                numbers.Add(number);
            }
        }

        public int Count => numbers.Count;

        public ReadOnlySpan<int> Numbers => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(numbers);

        public ReadOnlySpan<char> this[int from, int to] => text.AsSpan(starts[from]..starts[to]);

        private int EndOfLine(int start)
        {
            var at = text.AsSpan(start).IndexOfAny('\r', '\n');
            if (at < 0)
                return text.Length;
            at += start;
            return text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;
        }
    }
}
