namespace TaskFlow.Domain.Organizations;

/// <summary>The rows of the role table in api.md.</summary>
public enum Permission
{
    /// <summary>See a project and what is in it; guests only those of their invitation.</summary>
    See,

    /// <summary>Comment; guests too.</summary>
    Comment,

    /// <summary>Tasks, links, bulk, imports, views, labels, milestones.</summary>
    Edit,

    /// <summary>Statuses, project settings, archive.</summary>
    ManageProject,

    /// <summary>Members, invitations, integrations, settings of the organization.</summary>
    ManageOrganization,

    /// <summary>Delete the organization, change owners.</summary>
    Own,
}

public static class Permissions
{
    public static bool Allows(this Role role, Permission permission) =>
        permission switch
        {
            Permission.See or Permission.Comment => true,
            Permission.Edit => role >= Role.Member,
            Permission.ManageProject or Permission.ManageOrganization => role >= Role.Admin,
            Permission.Own => role == Role.Owner,
        };
}
