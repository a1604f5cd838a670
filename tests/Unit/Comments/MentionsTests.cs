using TaskFlow.Domain.Comments;

namespace TaskFlow.Unit.Comments;

public sealed class MentionsTests
{
    private const string Bob = "0198c0de-0000-7000-8000-000000000b0b";
    private const string Eve = "0198c0de-0000-7000-8000-000000000e4e";

    public static TheoryData<string, string[]> Texts =>
        new()
        {
            { "", [] },
            { "Bob and @Bob and bob@example.test", [] },
            { $"@[Bob](user:{Bob})", [Bob] },
            { $"Ask @[Eve](user:{Eve}), then @[Bob](user:{Bob}), then @[Eve](user:{Eve}) again.", [Eve, Bob] },
            { $"@[Bob](user:{Bob.ToUpperInvariant()})", [Bob] },
            { $"@[Bob [ops] 日本語 *x*](user:{Bob})", [Bob] },
            { $"@[Eve](user:{Eve})@[Bob](user:{Bob})", [Eve, Bob] },
            { $"@[not a mention] but @[Bob](user:{Bob})", [Bob] },
            { $"[Bob](user:{Bob})", [] },
            { $"@[](user:{Bob})", [] },
            { $"@[Bob]\n(user:{Bob})", [] },
            { $"@[Bo\nb](user:{Bob})", [] },
            { $"@[Bob](user: {Bob})", [] },
            { $"@[Bob](task:{Bob})", [] },
            { "@[Bob](user:42)", [] },
            { $"@[Bob](user:{Bob}0)", [] },
            { $"@[{new string('b', 101)}](user:{Bob})", [] },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void In_FindsEachPersonOnce_InTheOrderOfTheText(string text, string[] people) =>
        Mentions.In(text).Select(id => id.ToString()).Should().Equal(people);

    /// <summary>The worst a comment can hold: every character opens a mention that never closes.</summary>
    [Theory]
    [InlineData("@[")]
    [InlineData("@[](user:")]
    [InlineData("](user:0198c0de-0000-7000-8000-00000000")]
    public void In_OfAFullBodyOfBeginnings_EndsInTime(string beginning)
    {
        var body = string.Concat(Enumerable.Repeat(beginning, Comment.BodyMaxLength / beginning.Length));
        Mentions.In(body).Should().BeEmpty();
    }
}
