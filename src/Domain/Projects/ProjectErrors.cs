using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Projects;

public static class ProjectErrors
{
    public static readonly Error Archived = Error.InvalidState("The project is archived. Restore it first.");
    public static readonly Error LastStatus = Error.InvalidState("A project keeps at least one status.");

    public static readonly Error StatusInUse = Error.InvalidState(
        "The status has tasks. Name the status that takes them: ?move_to=<status id>."
    );

    public static readonly Error UnknownMilestoneTarget = Error.Invalid(
        FieldError.In("/move_to", "unknown_milestone", "move_to must be another open milestone of the same project.")
    );

    public static readonly Error UnknownMoveTarget = Error.Invalid(
        FieldError.OfParameter("move_to", "unknown_status", "move_to must be another status of the same project.")
    );
}
