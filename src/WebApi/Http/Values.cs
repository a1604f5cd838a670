using System.Globalization;
using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Http;

/// <summary>
/// Turns well-typed JSON values into ours and collects what is not allowed: a string that is no known word, id or date is 422 with a
/// pointer, not 400 (api.md, "Conventions").
/// </summary>
internal sealed class Values
{
    private readonly List<FieldError> errors = [];

    public T? Choice<T>(string? text, string pointer)
        where T : struct, Enum
    {
        if (text is null)
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (text == Word(value))
                return value;
        }

        errors.Add(FieldError.In(pointer, "not_allowed", $"Allowed: {string.Join(", ", Enum.GetValues<T>().Select(Word))}."));
        return null;
    }

    public Guid? Id(string? text, string pointer)
    {
        if (text is null || Guid.TryParseExact(text, "D", out var id))
            return text is null ? null : Guid.ParseExact(text, "D");
        errors.Add(FieldError.In(pointer, "not_an_id", "An id is a UUID."));
        return null;
    }

    public List<Guid> Ids(IReadOnlyList<string>? texts, string pointer)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < (texts?.Count ?? 0); i++)
        {
            if (Id(texts![i], $"{pointer}/{i}") is { } id && !ids.Contains(id))
                ids.Add(id);
        }

        return ids;
    }

    public DateOnly? Date(string? text, string pointer)
    {
        if (text is null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        errors.Add(FieldError.In(pointer, "not_a_date", "A date is written YYYY-MM-DD."));
        return null;
    }

    public DateTimeOffset? Instant(string? text, string pointer)
    {
        if (text is null)
            return null;
        if (Instants.Parse(text) is { } at)
            return at;
        errors.Add(FieldError.In(pointer, "not_an_instant", "An instant is written 2026-01-31T10:00:00Z."));
        return null;
    }

    public decimal? Number(double? number, string pointer, int decimals)
    {
        if (number is not { } value)
            return null;
        if (Math.Abs(value) < 1e9 && decimal.Round((decimal)value, decimals) is var rounded && rounded == (decimal)value)
            return rounded;
        errors.Add(FieldError.In(pointer, "out_of_range", $"A number with at most {decimals} decimals."));
        return null;
    }

    public void Add(FieldError error) => errors.Add(error);

    /// <summary>Call when everything was read.</summary>
    public void ThrowIfAny()
    {
        if (errors.Count > 0)
            throw new RequestRefusedException(Error.Invalid(errors));
    }

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <summary>ISO 8601 and nothing else: the framework's own reader also takes <c>1/2/2026</c> and U+0000 at the end.</summary>
internal static class Instants
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];

    public static DateTimeOffset? Parse(string text)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, utc, out var at) ? at : null;
    }
}
