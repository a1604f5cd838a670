using FluentValidation;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>The shape of a task's fields; what needs the project is judged by <see cref="AgainstFrame"/>.</summary>
internal static class TaskRules
{
    public static IEnumerable<FieldError> ShapeErrors(TaskPatch patch)
    {
        foreach (var (field, value) in patch.Values)
        {
            if (ShapeError(field, value) is { } error)
                yield return error;
        }

        if (patch[TaskField.StartDate] is DateOnly start && patch[TaskField.DueDate] is DateOnly due && start > due)
            yield return FieldError.In("/due_date", "order", "due_date must not be before start_date.");
    }

    public static IRuleBuilderOptionsConditions<T, TaskPatch> TaskFields<T>(this IRuleBuilder<T, TaskPatch> rule) =>
        rule.Custom(
            (patch, context) =>
            {
                foreach (var error in ShapeErrors(patch))
                    context.AddFailure(
                        new FluentValidation.Results.ValidationFailure(error.Pointer![1..], error.Message) { ErrorCode = error.Code }
                    );
            }
        );

    /// <summary>What the patch names must be there: statuses, labels and tasks of this project, people who can see it.</summary>
    public static Error? AgainstFrame(TaskPatch patch, ProjectFrame frame, Guid taskId)
    {
        var errors = new List<FieldError>();
        if (patch[TaskField.StatusId] is Guid statusId && frame.Status(statusId) is null)
            errors.Add(FieldError.In("/status_id", "unknown_status", "The status is not one of this project."));
        if (patch.IdsIn(TaskField.LabelIds).Any(id => !frame.KnownLabels.Contains(id)))
            errors.Add(FieldError.In("/label_ids", "unknown_label", "A label is not one of this project."));
        if (patch[TaskField.MilestoneId] is Guid milestoneId && !frame.KnownMilestones.Contains(milestoneId))
            errors.Add(FieldError.In("/milestone_id", "unknown_milestone", "The milestone is not one of this project."));
        if (patch.IdsIn(TaskField.AssigneeIds).Any(id => !frame.KnownMembers.Contains(id)))
            errors.Add(FieldError.In("/assignee_ids", "unknown_member", "An assignee is not a member who can see this project."));
        if (patch[TaskField.ParentId] is Guid && ParentError(frame.Lineage, taskId) is { } misplaced)
            errors.Add(misplaced);
        return errors.Count == 0 ? null : Error.Invalid(errors);
    }

    public static FrameNeeds NeedsOf(TaskPatch patch) =>
        new()
        {
            LabelIds = patch.IdsIn(TaskField.LabelIds),
            MilestoneId = patch[TaskField.MilestoneId] as Guid?,
            UserIds = patch.IdsIn(TaskField.AssigneeIds),
            ParentId = patch[TaskField.ParentId] as Guid?,
            EntersStatusId = patch[TaskField.StatusId] as Guid?,
        };

    private static FieldError? ParentError(TaskLineage? lineage, Guid taskId) =>
        lineage is null
            ? FieldError.In("/parent_id", "unknown_task", "The parent is not a task of this project.")
            : lineage.RefusalOf(taskId);

    private static FieldError? ShapeError(TaskField field, object? value)
    {
        var pointer = $"/{field.Name}";
        if (value is string text && text.Contains('\0', StringComparison.Ordinal))
            return FieldError.In(pointer, "nul_character", $"{field.Name} must not contain U+0000.");
        if (field == TaskField.Title)
            return value is not string title || title.Length == 0 ? FieldError.In(pointer, "required", "A task has a title.")
                : title.Length > TaskItem.TitleMaxLength
                    ? FieldError.In(pointer, "too_long", $"A title has at most {TaskItem.TitleMaxLength} characters.")
                : null;
        if (field == TaskField.Description && value is string { Length: > TaskItem.DescriptionMaxLength })
            return FieldError.In(pointer, "too_long", $"A description has at most {TaskItem.DescriptionMaxLength} characters.");
        if (field == TaskField.StatusId && value is null)
            return FieldError.In(pointer, "required", "A task has a status.");
        if (field == TaskField.AssigneeIds && Count(value) > TaskItem.MaxAssignees)
            return FieldError.In(pointer, "too_many", $"A task has at most {TaskItem.MaxAssignees} assignees.");
        if (field == TaskField.LabelIds && Count(value) > TaskItem.MaxLabels)
            return FieldError.In(pointer, "too_many", $"A task has at most {TaskItem.MaxLabels} labels.");
        if (field == TaskField.Estimate && value is decimal estimate && !IsEstimate(estimate))
            return FieldError.In(pointer, "out_of_range", $"An estimate is 0–{TaskItem.MaxEstimate} with at most two decimals.");
        return null;

        static int Count(object? ids) => ids is IEnumerable<Guid> list ? list.Count() : 0;
    }

    private static bool IsEstimate(decimal estimate) =>
        estimate is >= 0 and <= TaskItem.MaxEstimate && decimal.Round(estimate, 2) == estimate;
}
