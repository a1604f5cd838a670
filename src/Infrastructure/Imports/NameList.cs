using System.Text;

namespace TaskFlow.Infrastructure.Imports;

/// <summary>
/// Several names in one field, parted by semicolons. A semicolon or backslash that belongs to a name is preceded by a backslash, so that
/// whatever a label is called survives export and import; a backslash before anything else is itself.
/// </summary>
internal static class NameList
{
    public static IReadOnlyList<string> Split(string field)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        for (var i = 0; i <= field.Length; i++)
        {
            if (i == field.Length || field[i] == ';')
            {
                if (name.ToString().Trim() is { Length: > 0 } trimmed && !names.Contains(trimmed, StringComparer.Ordinal))
                    names.Add(trimmed);
                name.Clear();
                continue;
            }

            if (field[i] == '\\' && i + 1 < field.Length && field[i + 1] is ';' or '\\')
                i++;
            name.Append(field[i]);
        }

        return names;
    }

    public static string Join(IEnumerable<string> names) =>
        string.Join(
            ';',
            names.Select(name => name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal))
        );
}
