using System.Text;

namespace TaskFlow.Application.Common.Filters;

/// <summary>One term as it is written.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Word">As it was typed, for messages.</param>
/// <param name="Key">What stands before the operator; null for a text.</param>
/// <param name="Operator">Null for a text.</param>
/// <param name="ValuePosition">Where the value begins, after an opening quote.</param>
/// <param name="Fault">Why the quotes are wrong, or null.</param>
internal sealed record FilterToken(
    int Position,
    string Word,
    string? Key,
    string? Operator,
    string Value,
    int ValuePosition,
    bool IsQuoted,
    string? Fault
);

/// <summary>Cuts a filter into its terms.</summary>
internal sealed class FilterScanner(string text)
{
    private int at;

    /// <summary>Null at the end.</summary>
    public FilterToken? Next()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at == text.Length)
            return null;

        var start = at;
        var key = Key();
        var op = key is null ? null : Operator();
        if (op is null)
            (key, at) = (null, start);
        var isQuoted = at < text.Length && text[at] == '"';
        var valueAt = isQuoted ? at + 1 : at;
        string? fault = null;
        var value = isQuoted ? Quoted(out fault) : Rest();
        return new FilterToken(start, text[start..at], key, op, value, Math.Min(valueAt, text.Length - 1), isQuoted, fault);
    }

    private string? Key()
    {
        var start = at;
        while (at < text.Length && (char.IsLetter(text[at]) || text[at] == '_' || (text[at] == '-' && at == start)))
            at++;
        return at == start ? null : text[start..at];
    }

    private string? Operator()
    {
        var length = text.AsSpan(at) switch
        {
            ['<' or '>', '=', ..] => 2,
            [':' or '=' or '<' or '>', ..] => 1,
            _ => 0,
        };
        var op = length == 0 ? null : text[at..(at + length)];
        at += length;
        return op;
    }

    private string Rest()
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        return text[start..at];
    }

    private string Quoted(out string? fault)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\')
                at++;
            value.Append(text[at]);
        }

        if (at == text.Length)
        {
            fault = "The closing quote is missing.";
            return value.ToString();
        }

        at++;
        fault = Rest().Length == 0 ? null : "After a closing quote comes a space; a quote inside quotes is written \\\".";
        return value.ToString();
    }
}
