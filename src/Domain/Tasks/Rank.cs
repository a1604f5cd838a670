using System.Text;

namespace TaskFlow.Domain.Tasks;

/// <summary>
/// The position of a task in its column: a base-62 fraction, compared by code unit (<c>COLLATE "C"</c>, <see cref="StringComparer.Ordinal"/>).
/// A rank opens with a slot of six digits, the number of the task that it was made for, so that creation needs no lock on the column.
/// Every rank made here sorts before the rank of the next task to be created: a new task goes to the end of its column whatever was moved there.
/// </summary>
public static class Rank
{
    /// <summary>The largest task number of a project that has a rank.</summary>
    public const long MaxNumber = 62L * 62 * 62 * 62 * 62 * 62 - 1;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int SlotWidth = 6;
    private const int Middle = 31;
    private const int Last = 61;

    /// <summary>The rank of a new task. Ranks of numbers sort as the numbers do and leave room on both sides.</summary>
    public static string ForNumber(long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MaxNumber);
        return Slot(number) + Digits[Middle];
    }

    /// <summary>
    /// A rank strictly between two neighbours; <c>null</c> is the end of the column. Steps at an end cost a few digits for thousands of moves,
    /// insertions between the same two neighbours one digit for about five.
    /// </summary>
    /// <exception cref="ArgumentException">A neighbour is no rank, or they are not in order: a bug of the caller.</exception>
    public static string Between(string? before, string? after)
    {
        if (before is not null && !IsValid(before))
            throw new ArgumentException($"'{before}' is not a rank.", nameof(before));
        if (after is not null && !IsValid(after))
            throw new ArgumentException($"'{after}' is not a rank.", nameof(after));

        return (before, after) switch
        {
            (null, null) => Slot(0) + Digits[Middle],
            (not null, null) => After(before),
            (null, not null) => Before(after),
            _ when string.CompareOrdinal(before, after) < 0 => Midpoint(before, after),
            _ => throw new ArgumentException($"'{before}' does not sort before '{after}'.", nameof(before)),
        };
    }

    /// <summary>Digits of base 62 without a trailing zero: below "1" with zeros behind it nothing fits.</summary>
    public static bool IsValid(string? rank) => !string.IsNullOrEmpty(rank) && rank[^1] != '0' && rank.All(char.IsAsciiLetterOrDigit);

    /// <summary>The next step within the slot, counted by a number whose leading 'z's tell its width: W … y, z01 … zyz, zz0001 …</summary>
    private static string After(string rank)
    {
        var (slot, tail) = Split(rank);
        var run = tail.TakeWhile(c => c == Digits[Last]).Count();
        if (run == 0)
        {
            var next = Math.Max(DigitAt(tail, 0), Middle) + 1;
            return next < Last ? slot + Digits[next] : slot + Counter(1, 1);
        }

        var counter = Window(tail, run);
        Step(counter, +1);
        return counter[0] < Last ? slot + Spell(Last, run, counter) : slot + Counter(run + 1, 1);
    }

    /// <summary>One slot down; below the first slot the mirror of <see cref="After"/>: U … 1, 0zz … 011, 00zzzz …</summary>
    private static string Before(string rank)
    {
        var (slot, tail) = Split(rank);
        var number = slot.Aggregate(0L, (sum, c) => sum * Digits.Length + Digits.IndexOf(c, StringComparison.Ordinal));
        if (number > 0)
            return Slot(number - 1) + Digits[Middle - 1];

        var run = tail.TakeWhile(c => c == '0').Count();
        var counter = Window(tail, run);
        Step(counter, -1);
        if (counter[0] > 0)
            return slot + Spell(0, run, counter);

        var wider = new int[Width(run + 1)];
        Array.Fill(wider, Last);
        return slot + Spell(0, run + 1, wider);
    }

    private static string Midpoint(string before, string after)
    {
        var rank = new StringBuilder();
        var bounded = true;
        for (var i = 0; ; i++)
        {
            var low = DigitAt(before, i);
            var high = bounded ? DigitAt(after, i) : Digits.Length;
            if (high - low > 1)
                return rank.Append(Digits[(low + high) / 2]).ToString();

            rank.Append(Digits[low]);
            bounded &= high == low;
        }
    }

    private static string Counter(int run, int value)
    {
        var counter = new int[Width(run)];
        counter[^1] = value;
        return Spell(Last, run, counter);
    }

    private static int Width(int run) => 1 << Math.Min(run, 4);

    private static int[] Window(string tail, int start) => Enumerable.Range(start, Width(start)).Select(i => DigitAt(tail, i)).ToArray();

    /// <summary>Counts by one, skipping the values that end in zero.</summary>
    private static void Step(int[] counter, int by)
    {
        var end = by > 0 ? Last : 0;
        do
        {
            var i = counter.Length - 1;
            for (; i > 0 && counter[i] + by is < 0 or > Last; i--)
                counter[i] = Last - end;
            counter[i] += by;
        } while (counter[^1] == 0 && counter[0] != end);
    }

    private static string Spell(int lead, int run, int[] counter) =>
        new string(Digits[lead], run) + string.Concat(counter.Select(digit => Digits[digit]));

    private static (string Slot, string Tail) Split(string rank) =>
        rank.Length > SlotWidth ? (rank[..SlotWidth], rank[SlotWidth..]) : (rank.PadRight(SlotWidth, '0'), "");

    private static string Slot(long number) =>
        string.Create(
            SlotWidth,
            number,
            static (span, rest) =>
            {
                for (var i = span.Length - 1; i >= 0; i--, rest /= Digits.Length)
                    span[i] = Digits[(int)(rest % Digits.Length)];
            }
        );

    private static int DigitAt(string rank, int index) => index < rank.Length ? Digits.IndexOf(rank[index], StringComparison.Ordinal) : 0;
}
