namespace TaskFlow.Application.Tasks;

/// <summary>Texts as patterns of LIKE in which nothing is a wildcard.</summary>
internal static class TextPattern
{
    public const string Escape = "\\";

    public static string Containing(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
