using System.Text;

namespace TaskFlow.Load.Ceiling;

/// <summary>A statement as PostgreSQL logged it.</summary>
/// <param name="Sql">With <c>$1</c>, <c>$2</c> … where the values stood.</param>
/// <param name="Values">By position; null = NULL.</param>
internal sealed record CapturedStatement(string Sql, IReadOnlyList<string?> Values)
{
    private const string ParametersMark = "arameters: ";

    /// <summary>Reads the two texts of a log line: <c>execute NAME: SQL</c> or <c>statement: SQL</c>, and <c>Parameters: $1 = 'x', $2 = NULL</c>.</summary>
    public static CapturedStatement? Parse(string message, string detail)
    {
        if (!message.StartsWith("execute ", StringComparison.Ordinal) && !message.StartsWith("statement: ", StringComparison.Ordinal))
            return null;
        var sql = message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim().TrimEnd(';');
        var start = detail.IndexOf(ParametersMark, StringComparison.Ordinal);
        return new CapturedStatement(sql, start < 0 ? [] : ParseValues(detail[(start + ParametersMark.Length)..]));
    }

    private static List<string?> ParseValues(string text)
    {
        var values = new List<string?>();
        var at = 0;
        while ((at = text.IndexOf(" = ", at, StringComparison.Ordinal)) >= 0)
        {
            at += 3;
            if (text[at] != '\'')
            {
                values.Add(null);
                continue;
            }

            var value = new StringBuilder();
            for (at++; at < text.Length && (text[at] != '\'' || IsDoubled(text, at)); at++)
            {
                if (text[at] == '\'')
                    at++;
                value.Append(text[at]);
            }

            values.Add(value.ToString());
        }

        return values;
    }

    private static bool IsDoubled(string text, int at) => at + 1 < text.Length && text[at + 1] == '\'';
}
