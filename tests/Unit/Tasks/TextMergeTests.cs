using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Unit.Tasks;

/// <summary>Long text merges by line (ADR 0007). In the cases a letter is a line.</summary>
public sealed class TextMergeTests
{
    [Theory]
    [InlineData("abcde", "Abcde", "abcdE", "AbcdE", "different lines")]
    [InlineData("abc", "abc", "abX", "abX", "only we edited")]
    [InlineData("abc", "Xbc", "abc", "Xbc", "only they edited")]
    [InlineData("abc", "aXc", "aXc", "aXc", "the same edit is one")]
    [InlineData("abcde", "aXcde", "aXcdY", "aXcdY", "the same edit and one more")]
    [InlineData("abcde", "acde", "abcd", "acd", "two lines taken away")]
    [InlineData("abc", "1abc", "abc2", "1abc2", "lines at both ends")]
    [InlineData("abcd", "a1bcd", "abc2d", "a1bc2d", "lines put in at different places")]
    [InlineData("abcdef", "bcdef", "abcXYdef", "bcXYdef", "shifted line numbers")]
    [InlineData("", "ab", "ab", "ab", "the same first text")]
    [InlineData("abc", "", "", "", "both emptied it")]
    [InlineData("aaaa", "aaa", "aaaa", "aaa", "equal lines")]
    public void IndependentHunks_Merge(string before, string theirs, string yours, string expected, string because)
    {
        var merge = TextMerge.Of(Text(before), Text(theirs), Text(yours));

        merge.Text.Should().Be(Text(expected), because);
        merge.Parts.Should().HaveCountLessThanOrEqualTo(1, "agreed parts are joined");
        TextMerge.Of(Text(before), Text(yours), Text(theirs)).Text.Should().Be(Text(expected), "the order of the sides does not matter");
    }

    [Theory]
    [InlineData("abc", "aXc", "aYc", 2, "b", "X", "Y", "one line, two texts")]
    [InlineData("abc", "aXc", "ac", 2, "b", "X", "", "edited here, taken away there")]
    [InlineData("abc", "a1bc", "a2bc", 2, "", "1", "2", "put in at one place")]
    [InlineData("abcd", "aXcd", "abYd", 2, "bc", "Xc", "bY", "hunks that touch")]
    [InlineData("abc", "a1bc", "aXc", 2, "b", "1b", "X", "a line put in right before an edited one")]
    [InlineData("abcd", "acd", "abd", 2, "bc", "c", "b", "neighbours taken away")]
    [InlineData("", "a", "b", 1, "", "a", "b", "two first texts")]
    public void HunksThatOverlapOrTouch_AnswerBothTexts(
        string before,
        string theirs,
        string yours,
        int line,
        string lost,
        string their,
        string our,
        string because
    )
    {
        var merge = TextMerge.Of(Text(before), Text(theirs), Text(yours));
        var swapped = TextMerge.Of(Text(before), Text(yours), Text(theirs));

        (merge.IsClean, merge.Text).Should().Be((false, null), because);
        merge.Parts.OfType<TextPart.Overlap>().Should().Equal(new TextPart.Overlap(line, Text(lost), Text(their), Text(our)));
        swapped.Parts.OfType<TextPart.Overlap>().Should().Equal(new TextPart.Overlap(line, Text(lost), Text(our), Text(their)));
    }

    [Fact]
    public void AnOverlap_StandsBetweenWhatMerged()
    {
        var merge = TextMerge.Of(Text("abcdefg"), Text("AbcXefg"), Text("abcYefG"));

        merge
            .Parts.Should()
            .Equal(
                new TextPart.Agreed(Text("Abc")),
                new TextPart.Overlap(4, Text("d"), Text("X"), Text("Y")),
                new TextPart.Agreed(Text("efG"))
            );
    }

    [Theory]
    [InlineData("a\r\nb\r\nc\r\nd", "A\r\nb\r\nc\r\nd", "a\r\nb\r\nc\r\nD", "A\r\nb\r\nc\r\nD")]
    [InlineData("a\nb\r\nc\rd\n", "A\nb\r\nc\rd\n", "a\nb\r\nc\rD\n", "A\nb\r\nc\rD\n")]
    [InlineData("a\nb\nc", "a\nb\nc\n", "A\nb\nc", "A\nb\nc\n")]
    [InlineData("a\n\n\nb\n", "a\n\n\nB\n", "A\n\n\nb\n", "A\n\n\nB\n")]
    [InlineData("a\u2028b\nc\nd", "a\u2028b\nc\nD", "A\u2028b\nc\nd", "A\u2028b\nc\nD")]
    public void LineEndings_StayAsTheyWere(string before, string theirs, string yours, string expected) =>
        TextMerge.Of(before, theirs, yours).Text.Should().Be(expected);

    [Fact]
    public void AnotherLineEnding_IsAnotherLine() => TextMerge.Of("a\nb\n", "a\r\nb\n", "A\nb\n").IsClean.Should().BeFalse();

    [Fact]
    public void AnyTwoEdits_MergeWithoutLossAndSymmetrically() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5_000).WithEndSize(25),
            Prop.ForAll(
                Texts(),
                Texts(),
                Texts(),
                (before, theirs, yours) =>
                {
                    var merge = TextMerge.Of(before, theirs, yours);
                    var swapped = TextMerge.Of(before, yours, theirs);
                    return merge.IsClean == swapped.IsClean
                        && string.Equals(merge.Text, swapped.Text, StringComparison.Ordinal)
                        && Rebuilds(merge, swapped)
                        && TextMerge.Of(before, theirs, before).Text == theirs
                        && TextMerge.Of(before, before, yours).Text == yours
                        && TextMerge.Of(before, yours, yours).Text == yours;
                }
            )
        );

    [Theory]
    [InlineData("nothing in common")]
    [InlineData("few different lines")]
    [InlineData("empty lines")]
    [InlineData("a long repetition, shifted")]
    public void HostileTexts_OfTheLargestSize_StayWithinTheBound(string kind)
    {
        var random = new Random(7);
        var (before, theirs, yours) = kind switch
        {
            "nothing in common" => (Lines(i => i), Lines(i => i + 20_000), Lines(i => -i - 1)),
            "few different lines" => (Lines(_ => random.Next(3)), Lines(_ => random.Next(3)), Lines(_ => random.Next(3))),
            "empty lines" => (new string('\n', 100_000), new string('\n', 99_000) + "x", "y" + new string('\n', 98_000)),
            _ => (Lines(i => i % 7), "x\n" + Lines(i => i % 6), Lines(i => i % 5) + "y\n"),
        };
        var clock = Stopwatch.StartNew();
        var merge = TextMerge.Of(before, theirs, yours);

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2), "two diffs of at most 2 million steps each");
        TextMerge.Of(before, yours, theirs).IsClean.Should().Be(merge.IsClean);
    }

    private static string Lines(Func<int, int> line) => string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{line(i)}\n"));

    private static string Text(string letters) => string.Concat(letters.Select(letter => $"{letter}\n"));

    private static Arbitrary<string> Texts() =>
        Gen.ListOf(Gen.Elements("a\n", "b\n", "c\r\n", "\n", "d\r", "e")).Select(string.Concat).ToArbitrary();

    /// <summary>The parts are the sides, swapped, and agreed parts are the same.</summary>
    private static bool Rebuilds(TextMerge merge, TextMerge swapped) =>
        merge
            .Parts.Select(part => part is TextPart.Overlap o ? new TextPart.Overlap(o.Line, o.Base, o.Yours, o.Theirs) : part)
            .SequenceEqual(swapped.Parts);
}
