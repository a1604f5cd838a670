using System.Text.Json;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Tasks;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.Endpoints;

/// <summary>The editable members of a task. Absent = not touched; null = emptied, where a task can do without.</summary>
internal abstract record TaskFieldsBody
{
    public Optional<string> Title { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<string> StatusId { get; init; }

    public Optional<string> Priority { get; init; }

    public Optional<IReadOnlyList<string>> AssigneeIds { get; init; }

    public Optional<IReadOnlyList<string>> LabelIds { get; init; }

    public Optional<string> MilestoneId { get; init; }

    public Optional<string> ParentId { get; init; }

    public Optional<string> StartDate { get; init; }

    public Optional<string> DueDate { get; init; }

    public Optional<double?> Estimate { get; init; }

    public TaskPatch ToPatch(Values values)
    {
        var patch = new TaskPatch();
        if (Title.IsGiven)
            patch.With(TaskField.Title, Title.Value?.Trim());
        if (Description.IsGiven)
            patch.With(TaskField.Description, Description.Value ?? "");
        if (StatusId.IsGiven)
            patch.With(TaskField.StatusId, values.Id(StatusId.Value, "/status_id"));
        if (Priority.IsGiven)
            patch.With(TaskField.Priority, values.Choice<TaskPriority>(Priority.Value ?? "none", "/priority"));
        if (AssigneeIds.IsGiven)
            patch.With(TaskField.AssigneeIds, values.Ids(AssigneeIds.Value, "/assignee_ids"));
        if (LabelIds.IsGiven)
            patch.With(TaskField.LabelIds, values.Ids(LabelIds.Value, "/label_ids"));
        if (MilestoneId.IsGiven)
            patch.With(TaskField.MilestoneId, values.Id(MilestoneId.Value, "/milestone_id"));
        if (ParentId.IsGiven)
            patch.With(TaskField.ParentId, values.Id(ParentId.Value, "/parent_id"));
        if (StartDate.IsGiven)
            patch.With(TaskField.StartDate, values.Date(StartDate.Value, "/start_date"));
        if (DueDate.IsGiven)
            patch.With(TaskField.DueDate, values.Date(DueDate.Value, "/due_date"));
        if (Estimate.IsGiven)
            patch.With(TaskField.Estimate, values.Number(Estimate.Value, "/estimate", decimals: 2));
        return patch;
    }
}

/// <summary>POST. The id may be chosen by the client, so that it can refer to the task before the answer.</summary>
internal sealed record NewTaskBody : TaskFieldsBody
{
    public string? Id { get; init; }
}

/// <summary>PATCH (RFC 7396).</summary>
internal sealed record TaskPatchBody : TaskFieldsBody
{
    public int? Version { get; init; }

    /// <summary>Fields to overwrite although somebody else changed them, each with the version in which the person was shown them.</summary>
    public IReadOnlyDictionary<string, int>? Force { get; init; }

    public void Decide(TaskPatch patch, Values values)
    {
        foreach (var (name, shown) in Force ?? new Dictionary<string, int>(StringComparer.Ordinal))
        {
            if (TaskField.Find(name) is { } field && patch.Touches(field))
                patch.Overwriting(field, shown);
            else
                values.Add(FieldError.In("/force", "not_allowed", $"force names fields that the patch sets; it does not set “{name}”."));
        }
    }
}

/// <summary>PUT: the whole state as it was read; what cannot be edited is accepted and ignored.</summary>
internal sealed record TaskStateBody : TaskFieldsBody
{
    public int? Version { get; init; }

    public JsonElement Id { get; init; }

    public JsonElement Key { get; init; }

    public JsonElement ProjectId { get; init; }

    public JsonElement Number { get; init; }

    public JsonElement StatusCategory { get; init; }

    public JsonElement Rank { get; init; }

    public JsonElement CreatedBy { get; init; }

    public JsonElement CreatedAt { get; init; }

    public JsonElement UpdatedAt { get; init; }

    public JsonElement UpdatedBy { get; init; }

    public JsonElement StartedAt { get; init; }

    public JsonElement CompletedAt { get; init; }

    public JsonElement ArchivedAt { get; init; }

    public JsonElement Lock { get; init; }

    public JsonElement CommentCount { get; init; }

    public JsonElement AttachmentCount { get; init; }

    public JsonElement SubtaskCount { get; init; }

    public JsonElement MergedFields { get; init; }
}

/// <param name="AfterTaskId">Stand behind this one.</param>
/// <param name="BeforeTaskId">Stand before this one. Neither: at the end of the column.</param>
internal sealed record MoveBody(string? StatusId, string? AfterTaskId, string? BeforeTaskId, int? Version);
