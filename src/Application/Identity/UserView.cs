using TaskFlow.Application.Common;
using TaskFlow.Domain.Identity;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Identity;

/// <summary>A person as they see themselves.</summary>
public sealed record UserView(
    Guid Id,
    string Email,
    string DisplayName,
    string TimeZone,
    string Locale,
    bool IsOperator,
    DateTimeOffset CreatedAt,
    bool EmailVerified
)
{
    internal static UserView From(User user, Installation installation) =>
        new(
            user.Id,
            user.Email,
            user.DisplayName,
            user.TimeZone,
            user.Locale,
            user.IsOperator || installation.IsAdministrator(user.Email),
            user.CreatedAt,
            user.EmailVerifiedAt is not null
        );
}

/// <summary>An organization in the list of one's own.</summary>
public sealed record OwnOrganization(Guid Id, string Name, string Slug, Role Role);
