using TaskFlow.Domain.Organizations;

namespace TaskFlow.Unit.Organizations;

public sealed class PermissionTests
{
    [Theory]
    [InlineData(Permission.See, "guest member admin owner")]
    [InlineData(Permission.Comment, "guest member admin owner")]
    [InlineData(Permission.Edit, "member admin owner")]
    [InlineData(Permission.ManageProject, "admin owner")]
    [InlineData(Permission.ManageOrganization, "admin owner")]
    [InlineData(Permission.Own, "owner")]
    public void Allows_FollowsTheRoleTable(Permission permission, string roles)
    {
        var allowed = Enum.GetValues<Role>().Where(r => r.Allows(permission)).Select(r => r.ToString().ToLowerInvariant());

        string.Join(' ', allowed).Should().Be(roles);
    }
}
