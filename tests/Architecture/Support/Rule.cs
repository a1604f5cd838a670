namespace TaskFlow.Architecture.Support;

/// <summary>A rule that looked at nothing proves nothing: every rule passes its subjects through here.</summary>
internal static class Rule
{
    public static IReadOnlyList<T> Subjects<T>(IEnumerable<T> found, int atLeast = 1)
    {
        var subjects = found.ToList();
        subjects.Should().HaveCountGreaterThanOrEqualTo(atLeast, "a rule must have something to look at");
        return subjects;
    }

    public static void HasNoBreaches(IEnumerable<string> breaches, string rule) =>
        breaches.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Should().BeEmpty(rule);
}
