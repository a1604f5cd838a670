namespace TaskFlow.Application.Tasks;

/// <summary>Texts as patterns of LIKE in which nothing is a wildcard.</summary>
internal static class TextPattern
{
    public const string Escape = "\\";

    /// <summary>Searched documents are kept in lower case.</summary>
    public static string InDocument(string text) => Containing(text.ToLowerInvariant());

    public static string Containing(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
