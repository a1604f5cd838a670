using TaskFlow.Application.Activities;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class TaskEndpoints
{
    private static readonly QueryParameter[] ListQuery =
    [
        QueryParameter.Limit,
        QueryParameter.Cursor,
        new("status_id", "uuid", "In this status."),
        new("status_category", "string", "backlog, unstarted, started, done or canceled."),
        new("assignee_id", "uuid", "Assigned to this person."),
        new("label_id", "uuid", "With this label."),
        new("milestone_id", "uuid", "In this milestone."),
        new("priority", "string", "none, low, medium, high or urgent."),
        new("parent_id", "uuid", "Subtasks of this task."),
        new("due_before", "date", "Due before this day."),
        new("due_after", "date", "Due after this day."),
        new("updated_after", "date-time", "Changed after this instant."),
        new("q", "string", "Words or substrings of title, key and description; all must occur."),
        new(
            "filter",
            "string",
            "Terms that must all hold: status:started assignee:me due<2026-12-01 label:\"needs review\" words \"a phrase\". Keys: status, category, assignee, label, milestone, priority, parent, due, start, created, updated, estimate."
        ),
        new("archived", "boolean", "true: only archived ones. Default false."),
        new("sort", "string", "rank, number, created_at, updated_at, priority or due_date; with - in front: descending. Default rank."),
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("").WithTags("Tasks");
        tasks.MapPost("/projects/{projectId:guid}/tasks", CreateAsync).Answers<TaskView>("CreateTask", 201);
        tasks.MapGet("/projects/{projectId:guid}/tasks", ListOfProjectAsync).Answers<Page<TaskView>>("ListTasks").WithQuery(ListQuery);
        tasks
            .MapGet("/organizations/{organizationId:guid}/tasks", ListOfOrganizationAsync)
            .Answers<Page<TaskView>>("ListTasksOfOrganization")
            .WithQuery(ListQuery);
        tasks.MapPost("/tasks/bulk", BulkAsync).Answers<BulkAnswer>("BulkUpdateTasks");
        var task = tasks.MapGroup("/tasks/{task}");
        task.MapGet("", GetAsync).Answers<TaskView>("GetTask").Produces(304).WithQuery(QueryParameter.OrganizationId);
        task.MapPatch("", UpdateAsync)
            .Answers<TaskView>("UpdateTask")
            .Refuses(423)
            .WithQuery(LockEndpoints.Override, QueryParameter.OrganizationId);
        task.MapPut("", ReplaceAsync)
            .Answers<TaskView>("ReplaceTask")
            .Refuses(423, 428)
            .WithQuery(LockEndpoints.Override, QueryParameter.OrganizationId);
        task.MapPost("/move", MoveAsync).Answers<TaskView>("MoveTask").WithQuery(QueryParameter.OrganizationId);
        task.MapDelete("", ArchiveAsync).AnswersNothing("ArchiveTask").WithQuery(QueryParameter.OrganizationId);
        task.MapPost("/restore", RestoreAsync).Answers<TaskView>("RestoreTask").WithQuery(QueryParameter.OrganizationId);
        task.MapGet("/history", HistoryAsync)
            .Answers<Page<Envelope>>("ListTaskHistory")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor, QueryParameter.OrganizationId);
        task.MapPost("/revisions/{version:int}/undo", UndoAsync)
            .Answers<TaskView>("UndoTaskRevision")
            .Refuses(423)
            .WithQuery(LockEndpoints.Override, QueryParameter.OrganizationId);
        MapSet(task, "assignees", "Assignee", TaskField.AssigneeIds);
        MapSet(task, "labels", "TaskLabel", TaskField.LabelIds);
    }

    private static void MapSet(RouteGroupBuilder task, string path, string name, TaskField field)
    {
        task.MapPost(
                $"/{path}/{{id:guid}}",
                (string task, Guid id, OptionalJsonBody<NoValues> body, Api api) => ChangeSetAsync(task, field, id, true, api)
            )
            .Answers<TaskView>($"AddTask{name}")
            .WithQuery(QueryParameter.OrganizationId);
        task.MapDelete($"/{path}/{{id:guid}}", (string task, Guid id, Api api) => ChangeSetAsync(task, field, id, false, api))
            .Answers<TaskView>($"RemoveTask{name}")
            .WithQuery(QueryParameter.OrganizationId);
    }

    private static Task<IResult> CreateAsync(Guid projectId, JsonBody<NewTaskBody> body, Api api)
    {
        var values = new Values();
        var id = body.Value.Id is null ? Ids.New() : values.Id(body.Value.Id, "/id");
        var fields = body.Value.ToPatch(values);
        values.ThrowIfAny();
        return api.SendAsync(new CreateTask(projectId, id!.Value, fields), t => Answer.Created($"/api/tasks/{t.Id}", t, t.Version));
    }

    private static Task<IResult> BulkAsync(JsonBody<BulkBody> body, Api api)
    {
        var values = new Values();
        var ids = values.Ids(body.Value.TaskIds, "/task_ids");
        var edit = body.Value.Patch.ToEdit(values);
        values.ThrowIfAny();
        return api.SendAsync(new BulkUpdateTasks(ids, edit), outcomes => Answer.Ok(BulkAnswer.Of(outcomes)));
    }

    private static Task<IResult> ListOfProjectAsync(Guid projectId, Query query, Api api) =>
        ListAsync(ResourceRef.Project(projectId), query, api);

    private static Task<IResult> ListOfOrganizationAsync(Guid organizationId, Query query, Api api) =>
        ListAsync(ResourceRef.Organization(organizationId), query, api);

    private static Task<IResult> ListAsync(ResourceRef within, Query query, Api api)
    {
        var sort = query.Text("sort") is { Length: > 0 } text ? TaskSort.Parse(text) : TaskSort.Default;
        if (sort is null)
            throw RequestRefusedException.Parameter("sort", "not_allowed", TaskSort.Allowed);
        var filter = new TaskFilter
        {
            StatusId = query.Id("status_id"),
            StatusCategory = query.Choice<StatusCategory>("status_category"),
            AssigneeId = query.Id("assignee_id"),
            LabelId = query.Id("label_id"),
            MilestoneId = query.Id("milestone_id"),
            Priority = query.Choice<TaskPriority>("priority"),
            ParentId = query.Id("parent_id"),
            DueBefore = query.Date("due_before"),
            DueAfter = query.Date("due_after"),
            UpdatedAfter = query.Instant("updated_after"),
            Text = query.Text("q"),
            Expression = query.Text("filter"),
            Archived = query.Flag("archived") ?? false,
        };
        return api.AskAsync(new ListTasks(within, filter, sort, query.Page()), page => Answer.Ok(page));
    }

    private static Task<IResult> GetAsync(string task, Api api) => api.AskAsync(new GetTask(api.Task(task)), t => Answer.Ok(t, t.Version));

    private static Task<IResult> UpdateAsync(string task, JsonBody<TaskPatchBody> body, Query query, HttpContext context, Api api)
    {
        var values = new Values();
        var patch = body.Value.ToPatch(values);
        body.Value.Decide(patch, values);
        values.ThrowIfAny();
        var version = ETags.BaseVersion(context, body.Value.Version);
        return api.SendAsync(new UpdateTask(api.Task(task), patch, version, query.Overrides()), TaskAnswers.Merged);
    }

    private static Task<IResult> ReplaceAsync(string task, JsonBody<TaskStateBody> body, Query query, HttpContext context, Api api)
    {
        if (ETags.BaseVersion(context, body.Value.Version) is not { } version)
            throw new RequestRefusedException(
                new Error(ErrorCodes.PreconditionRequired, "Name the version you edited: If-Match: \"7\" or the member version.")
            );
        var values = new Values();
        var state = body.Value.ToPatch(values);
        values.ThrowIfAny();
        return api.SendAsync(new ReplaceTask(api.Task(task), state, version, query.Overrides()), TaskAnswers.Merged);
    }

    private static Task<IResult> MoveAsync(string task, JsonBody<MoveBody> body, HttpContext context, Api api)
    {
        var values = new Values();
        var move = body.Value;
        var statusId = values.Id(move.StatusId ?? "", "/status_id");
        var after = values.Id(move.AfterTaskId, "/after_task_id");
        var before = values.Id(move.BeforeTaskId, "/before_task_id");
        values.ThrowIfAny();
        var version = ETags.BaseVersion(context, move.Version);
        return api.SendAsync(new MoveTask(api.Task(task), statusId!.Value, after, before, version), TaskAnswers.Merged);
    }

    private static Task<IResult> ArchiveAsync(string task, Api api) =>
        api.SendAsync(new ArchiveTask(api.Task(task)), _ => Answer.NoContent);

    private static Task<IResult> RestoreAsync(string task, OptionalJsonBody<NoValues> body, Api api) =>
        api.SendAsync(new RestoreTask(api.Task(task)), t => Answer.Ok(t, t.Version));

    private static Task<IResult> HistoryAsync(string task, Query query, Api api) =>
        api.AskAsync(new ListHistory(api.Task(task), query.Page()), page => Answer.Ok(page));

    private static Task<IResult> UndoAsync(string task, int version, OptionalJsonBody<NoValues> body, Query query, Api api) =>
        api.SendAsync(new UndoRevision(api.Task(task), version, query.Overrides()), TaskAnswers.Merged);

    private static Task<IResult> ChangeSetAsync(string task, TaskField field, Guid element, bool adds, Api api) =>
        api.SendAsync(new ChangeTaskSet(api.Task(task), field, element, adds), t => Answer.Ok(t, t.Version));
}
