using System.Text.RegularExpressions;
using FluentValidation;

namespace TaskFlow.Application.Common.Validation;

/// <summary>The rules of text that api.md gives once for all: lengths after trimming, no U+0000 (PostgreSQL has no such character).</summary>
internal static partial class TextRules
{
    public static IRuleBuilderOptions<T, string> Name<T>(this IRuleBuilder<T, string> rule, int maxLength) =>
        rule.Must(v => !string.IsNullOrWhiteSpace(v))
            .WithErrorCode("required")
            .WithMessage("{PropertyName} must not be empty.")
            .Must(v => v is null || v.Trim().Length <= maxLength)
            .WithErrorCode("too_long")
            .WithMessage($"{{PropertyName}} has at most {maxLength} characters.")
            .WithoutNul();

    public static IRuleBuilderOptions<T, string> WithoutNul<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(v => v is null || !v.Contains('\0', StringComparison.Ordinal))
            .WithErrorCode("nul_character")
            .WithMessage("{PropertyName} must not contain U+0000.");

    public static IRuleBuilderOptions<T, string> Text<T>(this IRuleBuilder<T, string> rule, int maxLength) =>
        rule.Must(v => v is null || v.Length <= maxLength)
            .WithErrorCode("too_long")
            .WithMessage($"{{PropertyName}} has at most {maxLength} characters.")
            .WithoutNul();

    public static IRuleBuilderOptions<T, string> Color<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(v => v is null || HexColor().IsMatch(v)).WithErrorCode("not_a_color").WithMessage("A color is written #rrggbb.");

    public static IRuleBuilderOptions<T, string> Email<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(v => v is not null && v.Trim().Length <= 254 && EmailShape().IsMatch(v.Trim()))
            .WithErrorCode("not_an_email")
            .WithMessage("An e-mail address looks like name@example.com.")
            .WithoutNul();

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.None, 100)]
    private static partial Regex HexColor();

    [GeneratedRegex(@"^[^@\s\p{C}]{1,64}@[^@\s\p{C}]+$", RegexOptions.None, 100)]
    private static partial Regex EmailShape();
}
