using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Integrations;

/// <summary>A member of an integration's configuration or secrets, and what may stand in it.</summary>
internal sealed record IntegrationMember(string Name, int MaxLength)
{
    public bool IsOptional { get; init; }

    /// <summary>Beyond length and control characters; null = anything.</summary>
    public Func<string, bool>? IsWellFormed { get; init; }

    /// <summary>What it should look like, for people.</summary>
    public string Hint { get; init; } = "";

    public FieldError? Judge(string text, string pointer)
    {
        if (string.IsNullOrWhiteSpace(text))
            return FieldError.In(pointer, "required", $"{Name} must not be empty.");
        if (text.Length > MaxLength)
            return FieldError.In(pointer, "too_long", $"{Name} has at most {MaxLength} characters.");
        if (text.Any(char.IsControl))
            return FieldError.In(pointer, "control_character", $"{Name} is one line of text.");
        return IsWellFormed is null || IsWellFormed(text) ? null : FieldError.In(pointer, "not_allowed", Hint);
    }
}
