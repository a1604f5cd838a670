using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>An organization as one of its members sees it.</summary>
/// <param name="Role">The caller's.</param>
public sealed record OrganizationView(
    Guid Id,
    string Name,
    string Slug,
    Role Role,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    internal static OrganizationView From(Organization organization, Role role) =>
        new(
            organization.Id,
            organization.Name,
            organization.Slug,
            role,
            organization.Version,
            organization.CreatedAt,
            organization.UpdatedAt
        );
}
