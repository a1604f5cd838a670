using FluentValidation;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>What the role table of api.md says beyond permissions: who may touch owners, and what a guest needs.</summary>
internal static class MemberRules
{
    public const int MaxProjects = 100;

    public static IRuleBuilderOptions<T, IReadOnlyList<Guid>?> ProjectsOfAGuest<T>(this IRuleBuilder<T, IReadOnlyList<Guid>?> rule) =>
        rule.Must(ids => ids is null || ids.Count <= MaxProjects)
            .WithErrorCode("too_many")
            .WithMessage($"A guest is invited to at most {MaxProjects} projects.");

    /// <summary>Admins manage everybody but owners.</summary>
    public static Error? MayTouch(Role actor, Role target) =>
        target == Role.Owner && !actor.Allows(Permission.Own) ? Error.Forbidden(MemberErrors.OwnersOnly) : null;

    public static async Task<Error?> UnknownProjectAsync(
        this IAppDbContext db,
        Guid organizationId,
        IReadOnlyList<Guid> projectIds,
        CancellationToken cancellationToken
    )
    {
        if (projectIds.Count == 0)
            return null;
        var known = await db.Projects.CountAsync(p => p.OrganizationId == organizationId && projectIds.Contains(p.Id), cancellationToken);
        return known == projectIds.Distinct().Count() ? null : MemberErrors.UnknownProject;
    }

    public static Task<bool> HasAnotherOwnerAsync(
        this IAppDbContext db,
        Guid organizationId,
        Guid userId,
        CancellationToken cancellationToken
    ) =>
        db.Memberships.AnyAsync(
            m => m.OrganizationId == organizationId && m.UserId != userId && m.Role == Role.Owner && m.EndedAt == null,
            cancellationToken
        );
}
