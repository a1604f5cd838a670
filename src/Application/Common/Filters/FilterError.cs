using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Filters;

/// <summary>A word that the filter does not understand: which, where (from 0), and what would be right.</summary>
public sealed record FilterError(string Code, string Word, int Position, string Message)
{
    public const string Parameter = "filter";

    public static Error Refuse(IReadOnlyList<FilterError> errors)
    {
        var refusal = Error.Invalid([.. errors.Select(e => FieldError.OfParameter(Parameter, e.Code, e.Message))]);
        var details = new Dictionary<string, object?>(refusal.Details!, StringComparer.Ordinal)
        {
            ["words"] = errors.Select(e => new { word = e.Word, position = e.Position }).ToArray(),
        };
        return refusal with { Details = details };
    }

    /// <summary>The same refusal where the filter came in another parameter.</summary>
    public static Error In(string parameter, Error refusal)
    {
        var errors = (IReadOnlyList<FieldError>)refusal.Details!["errors"]!;
        var details = new Dictionary<string, object?>(refusal.Details, StringComparer.Ordinal)
        {
            ["errors"] = errors.Select(e => e with { Parameter = parameter }).ToArray(),
        };
        return refusal with { Details = details };
    }
}
