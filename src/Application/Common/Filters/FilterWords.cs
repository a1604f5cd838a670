using System.Globalization;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Common.Filters;

/// <summary>What each word of the grammar means, and what is said about a word that means nothing.</summary>
internal static class FilterWords
{
    private static readonly Dictionary<string, Comparison> Operators = new(StringComparer.Ordinal)
    {
        [":"] = Comparison.Is,
        ["="] = Comparison.Is,
        ["<"] = Comparison.Below,
        ["<="] = Comparison.AtMost,
        [">"] = Comparison.Above,
        [">="] = Comparison.AtLeast,
    };

    private static readonly Dictionary<string, FilterKey> Keys = Enum.GetValues<FilterKey>()
        .ToDictionary(Written, StringComparer.OrdinalIgnoreCase);

    public static string Written(FilterKey key) => key.ToString().ToLowerInvariant();

    /// <summary>Either a term or an error; neither for a phrase of nothing.</summary>
    public static (FilterTerm? Term, FilterError? Error) Understand(FilterToken token)
    {
        if (token.Fault is { } fault)
            return (null, new FilterError("quote", token.Word, token.Position, $"“{token.Word}” at {token.Position}: {fault}"));
        if (token.Key is null)
            return (string.IsNullOrWhiteSpace(token.Value) ? null : new FilterTerm.Text(token.Value), null);
        if (!Keys.TryGetValue(token.Key, out var key))
            return (
                null,
                new FilterError(
                    "unknown_key",
                    token.Key,
                    token.Position,
                    $"“{token.Key}” at {token.Position} is no word of a filter. Known: {string.Join(", ", Keys.Keys)}. To search for the text, write \"{token.Word.Replace("\"", "\\\"", StringComparison.Ordinal)}\"."
                )
            );
        if (string.IsNullOrWhiteSpace(token.Value))
            return (null, Wrong(token, "missing_value", $"{Written(key)} needs a value: {Example(key)}."));
        var comparison = Operators[token.Operator!];
        if (comparison != Comparison.Is && !IsOrdered(key))
            return (null, Wrong(token, "operator", $"{Written(key)} cannot be compared with {token.Operator}; write {Example(key)}."));
        return Term(token, key, comparison) is { } term
            ? (term, null)
            : (null, Wrong(token, "not_allowed", $"{Written(key)} takes {Allowed(key)}."));
    }

    private static FilterTerm? Term(FilterToken token, FilterKey key, Comparison comparison)
    {
        var value = token.Value.Trim();
        if (
            key is not (FilterKey.Priority or FilterKey.Status or FilterKey.Category)
            && comparison == Comparison.Is
            && IsWord(token, "none")
        )
            return key is FilterKey.Created or FilterKey.Updated ? null : new FilterTerm.Without(key);
        return key switch
        {
            FilterKey.Assignee when IsWord(token, "me") => new FilterTerm.AssignedToMe(),
            FilterKey.Category => Choice<StatusCategory>(value) is { } category ? new FilterTerm.InCategory(category) : null,
            FilterKey.Priority => Choice<TaskPriority>(value) is { } priority ? new FilterTerm.OfPriority(comparison, priority) : null,
            FilterKey.Due or FilterKey.Start or FilterKey.Created or FilterKey.Updated => DateOnly.TryParseExact(
                value,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
                ? new FilterTerm.OnDay(key, comparison, day)
                : null,
            FilterKey.Estimate => decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? new FilterTerm.Estimated(comparison, number)
                : null,
            _ => new FilterTerm.Named(key, value, token.ValuePosition),
        };
    }

    private static bool IsWord(FilterToken token, string word) =>
        !token.IsQuoted && string.Equals(token.Value, word, StringComparison.OrdinalIgnoreCase);

    private static bool IsOrdered(FilterKey key) =>
        key is FilterKey.Priority or FilterKey.Due or FilterKey.Start or FilterKey.Created or FilterKey.Updated or FilterKey.Estimate;

    /// <summary>The names themselves: numbers, which Enum.Parse takes too, are not in the contract.</summary>
    internal static T? Choice<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word, ignoreCase: true, out var choice)
        && string.Equals(choice.ToString(), word, StringComparison.OrdinalIgnoreCase)
            ? choice
            : null;

    private static string Allowed(FilterKey key) =>
        key switch
        {
            FilterKey.Category => string.Join(", ", Enum.GetNames<StatusCategory>().Select(n => n.ToLowerInvariant())),
            FilterKey.Priority => string.Join(", ", Enum.GetNames<TaskPriority>().Select(n => n.ToLowerInvariant())),
            FilterKey.Estimate => "a number such as 2.5, or none",
            FilterKey.Created or FilterKey.Updated => "a day such as 2026-12-01",
            _ => "a day such as 2026-12-01, or none",
        };

    private static string Example(FilterKey key) =>
        key switch
        {
            FilterKey.Status => "status:started or status:\"In Review\"",
            FilterKey.Category => "category:started",
            FilterKey.Assignee => "assignee:me",
            FilterKey.Label => "label:bug",
            FilterKey.Milestone => "milestone:\"Release 2\"",
            FilterKey.Parent => "parent:WEB-42",
            FilterKey.Priority => "priority>=high",
            FilterKey.Estimate => "estimate<=3",
            _ => $"{Written(key)}<2026-12-01",
        };

    private static FilterError Wrong(FilterToken token, string code, string message) =>
        new(code, token.Word, token.Position, $"“{token.Word}” at {token.Position}: {message}");
}
