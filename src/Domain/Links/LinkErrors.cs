using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Links;

public static class LinkErrors
{
    public static readonly Error UnknownTask = Error.Invalid(
        FieldError.In("/task", "unknown_task", "The organization has no task with this id or key.")
    );

    public static readonly Error ToItself = Error.Invalid(FieldError.In("/task", "itself", "A task cannot be linked to itself."));

    /// <param name="keys">The tasks of the circle, each blocking the next and the last one the first.</param>
    public static Error Circle(IReadOnlyList<string> keys) =>
        Error.InvalidState($"The tasks would block each other in a circle: {string.Join(" → ", keys)} → {keys[0]}.") with
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["cycle"] = keys },
        };
}
