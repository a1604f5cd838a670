using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Filters;

/// <summary>All terms must hold; none at all lets everything through.</summary>
public sealed record ParsedFilter(IReadOnlyList<FilterTerm> Terms);

/// <summary>
/// The filter grammar that lists, search and saved views share (api.md): <c>status:started assignee:me due&lt;2026-12-01 label:"needs
/// review" words "a phrase"</c>. Terms are separated by white space and all must hold. A term is <c>key operator value</c>, or a text to be
/// found. Operators are <c>: = &lt; &lt;= &gt; &gt;=</c>; names take the first two. A value or phrase in double quotes may hold anything,
/// <c>\"</c> and <c>\\</c> included. <c>me</c> and <c>none</c> are words only without quotes. Keys and words know no case.
/// </summary>
/// <remarks>Pure and total: every text gives terms or errors, each with a place inside the text.</remarks>
public static class FilterParser
{
    public const int MaxLength = 1_000;
    public const int MaxTerms = 20;

    public static Result<ParsedFilter> Parse(string text)
    {
        var (terms, errors) = Read(text);
        return errors.Count > 0 ? FilterError.Refuse(errors) : new ParsedFilter(terms);
    }

    internal static (IReadOnlyList<FilterTerm> Terms, IReadOnlyList<FilterError> Errors) Read(string text)
    {
        if (text.Length > MaxLength)
            return ([], [new("too_long", "", MaxLength, $"A filter has at most {MaxLength} characters.")]);
        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul)
            return ([], [new("nul_character", "", nul, "A filter must not contain U+0000.")]);

        var terms = new List<FilterTerm>();
        var errors = new List<FilterError>();
        var scanner = new FilterScanner(text);
        while (scanner.Next() is { } token)
        {
            if (terms.Count + errors.Count == MaxTerms)
            {
                errors.Add(new("too_many", token.Word, token.Position, $"A filter has at most {MaxTerms} terms."));
                break;
            }

            var (term, error) = FilterWords.Understand(token);
            if (error is not null)
                errors.Add(error);
            else if (term is not null)
                terms.Add(term);
        }

        return (terms, errors);
    }
}
