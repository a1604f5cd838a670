using System.Text;
using System.Text.Json;
using FluentValidation.Results;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Validation;

/// <summary>Turns a validator's finding into the contract's words: JSON pointer and snake_case code.</summary>
internal static class FieldErrors
{
    public static FieldError From(ValidationFailure failure) =>
        failure.CustomState is ParameterName parameter
            ? FieldError.OfParameter(parameter.Name, CodeOf(failure.ErrorCode), failure.ErrorMessage)
            : FieldError.In(PointerOf(failure.PropertyName), CodeOf(failure.ErrorCode), failure.ErrorMessage);

    private static string CodeOf(string code) =>
        code switch
        {
            "NotEmptyValidator" or "NotNullValidator" => "required",
            "MaximumLengthValidator" => "too_long",
            "MinimumLengthValidator" => "too_short",
            "PredicateValidator" or "RegularExpressionValidator" => "not_allowed",
            _ => code.EndsWith("Validator", StringComparison.Ordinal) ? JsonNamingPolicy.SnakeCaseLower.ConvertName(code[..^9]) : code,
        };

    private static string PointerOf(string property)
    {
        var pointer = new StringBuilder();
        foreach (var part in property.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.'))
            pointer.Append('/').Append(JsonNamingPolicy.SnakeCaseLower.ConvertName(part));
        return pointer.ToString();
    }
}

/// <summary>Marks a rule that is about a query parameter or header, not a member of the body.</summary>
internal sealed record ParameterName(string Name);
