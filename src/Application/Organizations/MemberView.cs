using TaskFlow.Domain.Identity;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <param name="ProjectIds">The projects a guest sees; empty for everybody else, who see all.</param>
public sealed record MemberView(Person User, Role Role, IReadOnlyList<Guid> ProjectIds, DateTimeOffset JoinedAt)
{
    internal static MemberView From(Membership membership, User user) =>
        new(new Person(user.Id, user.DisplayName, user.Email), membership.Role, membership.ProjectIds, membership.JoinedAt);
}

/// <summary>A person as colleagues see them.</summary>
public sealed record Person(Guid Id, string DisplayName, string Email);
