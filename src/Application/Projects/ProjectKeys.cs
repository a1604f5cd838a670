using System.Globalization;

namespace TaskFlow.Application.Projects;

/// <summary>The readable prefix of task keys.</summary>
internal static class ProjectKeys
{
    public static bool IsValid(string key) =>
        key.Length is >= 2 and <= 10 && char.IsAsciiLetterUpper(key[0]) && key.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    /// <summary>The initials of several words or the beginning of one, with a number behind when that is taken.</summary>
    public static string From(string name, IReadOnlySet<string> taken)
    {
        var words = name.ToUpperInvariant()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => new string([.. word.Where(char.IsAsciiLetterOrDigit)]))
            .Where(word => word.Length > 0)
            .ToList();
        var wanted = words.Count > 1 ? string.Concat(words.Select(word => word[0])) : string.Concat(words);
        wanted = wanted[..Math.Min(wanted.Length, words.Count > 1 ? 8 : 4)];
        if (wanted.Length < 2 || !char.IsAsciiLetterUpper(wanted[0]))
            wanted = "P" + wanted + (wanted.Length == 0 ? "R" : "");
        for (var n = 1; ; n++)
        {
            var key = n == 1 ? wanted : wanted + n.ToString(CultureInfo.InvariantCulture);
            if (!taken.Contains(key))
                return key;
        }
    }
}
