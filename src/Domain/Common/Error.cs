namespace TaskFlow.Domain.Common;

/// <summary>An expected refusal. <paramref name="Code"/> is one of <see cref="ErrorCodes"/>; the HTTP status follows from it alone.</summary>
/// <param name="Code">Stable, machine-readable.</param>
/// <param name="Message">For people: what to do about it.</param>
/// <param name="Details">The members that api.md names for the code, or null.</param>
public sealed record Error(string Code, string Message, IReadOnlyDictionary<string, object?>? Details = null)
{
    public static Error NotFound(string what) => new(ErrorCodes.NotFound, $"{what} was not found.");

    public static Error Forbidden(string message) => new(ErrorCodes.Forbidden, message);

    public static Error InvalidState(string message) => new(ErrorCodes.InvalidState, message);

    public static Error AlreadyExists(string message) => new(ErrorCodes.AlreadyExists, message);

    public static Error Invalid(params IReadOnlyList<FieldError> errors) =>
        new(
            ErrorCodes.ValidationFailed,
            errors.Count == 1 ? errors[0].Message : $"{errors.Count} values are not allowed; see details.errors.",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = errors }
        );
}

/// <summary>One value that is not allowed: <paramref name="Pointer"/> (RFC 6901) into the body, or <paramref name="Parameter"/> of query or header.</summary>
public sealed record FieldError(string? Pointer, string Code, string Message, string? Parameter = null)
{
    public static FieldError In(string pointer, string code, string message) => new(pointer, code, message);

    public static FieldError OfParameter(string parameter, string code, string message) => new(null, code, message, parameter);
}
