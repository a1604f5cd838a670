using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Organizations;

/// <summary>The refusals about members and invitations that several use cases share.</summary>
internal static class MemberErrors
{
    public const string OwnersOnly = "Only an owner makes, changes or removes owners.";

    public static readonly Error LastOwner = Error.InvalidState(
        "An organization keeps at least one owner. Make somebody else an owner first, or delete the organization."
    );

    public static readonly Error ProjectsOfAGuest = Error.Invalid(
        FieldError.In("/project_ids", "required", "A guest is invited to one or more projects.")
    );

    public static readonly Error OnlyGuestsAreLimited = Error.Invalid(
        FieldError.In("/project_ids", "not_allowed", "Only guests are limited to projects.")
    );

    public static readonly Error UnknownProject = Error.Invalid(
        FieldError.In("/project_ids", "unknown_project", "A project is not one of this organization.")
    );
}
