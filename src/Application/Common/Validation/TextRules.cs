using System.Text.RegularExpressions;
using FluentValidation;
using TaskFlow.Domain.Identity;

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
        rule.Must(v => v is not null && v.Trim().Length <= User.EmailMaxLength && EmailShape().IsMatch(v.Trim()))
            .WithErrorCode("not_an_email")
            .WithMessage("An e-mail address looks like name@example.com.")
            .WithoutNul();

    /// <summary>Length alone: composition rules make passwords worse (NIST SP 800-63B).</summary>
    public static IRuleBuilderOptions<T, string> NewPassword<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(v => v is { Length: >= User.PasswordMinLength and <= User.PasswordMaxLength })
            .WithErrorCode("length")
            .WithMessage($"A password has {User.PasswordMinLength}–{User.PasswordMaxLength} characters.")
            .WithoutNul();

    /// <summary>A password that is only compared: long ones would cost time, short ones may be from before a rule.</summary>
    public static IRuleBuilderOptions<T, string> PresentedPassword<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(v => v is { Length: >= 1 and <= User.PasswordMaxLength })
            .WithErrorCode("length")
            .WithMessage($"A password has 1–{User.PasswordMaxLength} characters.")
            .WithoutNul();

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.None, 100)]
    private static partial Regex HexColor();

    [GeneratedRegex(@"^[^@\s\p{C}]{1,64}@[^@\s\p{C}]+$", RegexOptions.None, 100)]
    private static partial Regex EmailShape();
}
