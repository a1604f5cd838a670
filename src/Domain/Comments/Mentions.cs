using System.Text.RegularExpressions;

namespace TaskFlow.Domain.Comments;

/// <summary>Finds the people a text names: <c>@[Name](user:&lt;id&gt;)</c>. The id decides, the name is what was shown when it was written.</summary>
public static partial class Mentions
{
    /// <summary>In one text: whoever names more writes to a crowd, not to people.</summary>
    public const int MaxPeople = 50;

    /// <returns>Each person once, in the order of the text.</returns>
    public static IReadOnlyList<Guid> In(string text)
    {
        var people = new List<Guid>();
        foreach (Match mention in Mention().Matches(text))
        {
            var id = Guid.ParseExact(mention.Groups["id"].ValueSpan, "D");
            if (!people.Contains(id))
                people.Add(id);
        }

        return people;
    }

    // A name may hold brackets, so its end is known by what follows. Its bounded length keeps the search linear; the limit is by the wall clock and
    // must not end a search on a busy machine (2 s did, at a load of 23 on two cores).
    [GeneratedRegex(
        @"@\[[^\r\n]{1,100}?\]\(user:(?<id>[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Mention();
}
