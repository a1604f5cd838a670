using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Errors;

/// <summary>What the database's constraints mean to a caller: the races that no rule can see before the commit.</summary>
internal static class ConstraintErrors
{
    private static readonly Dictionary<string, Error> Known = new(StringComparer.Ordinal)
    {
        ["users_email"] = Error.AlreadyExists("An account with this e-mail address exists. Sign in instead."),
        ["projects_key"] = Error.AlreadyExists("The organization has a project with this key."),
        ["projects_pkey"] = Error.AlreadyExists("A project with this id exists."),
        ["statuses_name"] = Error.AlreadyExists("The project has a status with this name."),
        ["labels_name"] = Error.AlreadyExists("The project has a label with this name."),
        ["milestones_name"] = Error.AlreadyExists("The project has a milestone with this name."),
        ["saved_views_name"] = Error.AlreadyExists("Its owner has another view with this name."),
        ["tasks_pkey"] = Error.AlreadyExists("A task with this id exists."),
        ["comments_pkey"] = Error.AlreadyExists("A comment with this id exists."),
        ["task_links_pair"] = Error.AlreadyExists("The two tasks are linked in this way already."),
        ["memberships_pkey"] = Error.AlreadyExists("This person is a member already."),
        ["memberships_last_owner"] = Error.InvalidState("An organization keeps at least one owner."),
        ["tasks_status"] = Error.Invalid(FieldError.In("/status_id", "unknown_status", "The status was deleted meanwhile.")),
        ["tasks_labels"] = Error.Invalid(FieldError.In("/label_ids", "unknown_label", "A label was deleted meanwhile.")),
        ["tasks_milestone"] = Error.Invalid(FieldError.In("/milestone_id", "unknown_milestone", "The milestone was deleted meanwhile.")),
        ["integrations_projects"] = Error.Invalid(
            FieldError.In("/project_ids", "unknown_project", "The organization has no such project.")
        ),
        ["tasks_parent"] = Error.Invalid(FieldError.In("/parent_id", "unknown_task", "The parent task does not exist.")),
    };

    public static Error? Find(ConstraintBrokenException broken) => Known.GetValueOrDefault(broken.Constraint);
}
