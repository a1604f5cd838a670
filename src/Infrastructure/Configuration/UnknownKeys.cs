using Microsoft.Extensions.Configuration;

namespace TaskFlow.Infrastructure.Configuration;

/// <summary>Keys below <c>TaskFlow</c> that nobody reads: almost always a spelling mistake, so the nearest known key is named.</summary>
internal static class UnknownKeys
{
    public static IReadOnlyList<string> Find(IConfigurationSection section, IReadOnlyCollection<string> known) =>
        [
            .. section
                .AsEnumerable(makePathsRelative: true)
                .Where(pair => pair.Value is not null && pair.Key.Length > 0 && !known.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
                .Select(pair => pair.Key)
                .Order(StringComparer.OrdinalIgnoreCase)
                .Select(key =>
                    $"{section.Path}:{key} is not known and has no effect; the nearest key is {section.Path}:{Nearest(key, known)}."
                ),
        ];

    private static string Nearest(string key, IEnumerable<string> known) =>
        known.MinBy(candidate => Distance(key.ToUpperInvariant(), candidate.ToUpperInvariant()))!;

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }
            (previous, current) = (current, previous);
        }
        return previous[right.Length];
    }
}
