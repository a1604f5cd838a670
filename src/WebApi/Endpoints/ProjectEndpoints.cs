using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Projects;
using TaskFlow.Domain.Projects;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class ProjectEndpoints
{
    private static readonly QueryParameter Archived = new("archived", "boolean", "true: only archived ones; false: only the others.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/organizations/{organizationId:guid}/projects", CreateAsync)
            .WithTags("Projects")
            .Answers<ProjectView>("CreateProject", 201);
        api.MapGet("/organizations/{organizationId:guid}/projects", ListAsync)
            .WithTags("Projects")
            .Answers<Page<ProjectView>>("ListProjects")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor, Archived);
        var project = api.MapGroup("/projects/{projectId:guid}").WithTags("Projects");
        project.MapGet("", GetAsync).Answers<ProjectView>("GetProject");
        project.MapPatch("", UpdateAsync).Answers<ProjectView>("UpdateProject");
        project.MapDelete("", ArchiveAsync).AnswersNothing("ArchiveProject");
        project.MapPost("/restore", RestoreAsync).Answers<ProjectView>("RestoreProject");
    }

    private static Task<IResult> CreateAsync(Guid organizationId, JsonBody<NewProject> body, Api api)
    {
        var values = new Values();
        var statuses = body.Value.Statuses?.Select((s, i) => s.ToDraft(values, $"/statuses/{i}")).ToList();
        values.ThrowIfAny();
        var command = new CreateProject(organizationId, body.Value.Key, body.Value.Name ?? "", body.Value.Description, statuses);
        return api.SendAsync(command, p => Answer.Created($"/api/projects/{p.Id}", p, p.Version));
    }

    private static Task<IResult> ListAsync(Guid organizationId, Query query, Api api) =>
        api.AskAsync(new ListProjects(organizationId, query.Flag("archived"), query.Page()), page => Answer.Ok(page));

    private static Task<IResult> GetAsync(Guid projectId, Api api) => api.AskAsync(new GetProject(projectId), p => Answer.Ok(p, p.Version));

    private static Task<IResult> UpdateAsync(Guid projectId, JsonBody<ProjectPatch> body, HttpContext context, Api api)
    {
        var version = ETags.BaseVersion(context, body.Value.Version);
        return api.SendAsync(new UpdateProject(projectId, body.Value.Name, body.Value.Description, version), p => Answer.Ok(p, p.Version));
    }

    private static Task<IResult> ArchiveAsync(Guid projectId, Api api) =>
        api.SendAsync(new ArchiveProject(projectId), _ => Answer.NoContent);

    private static Task<IResult> RestoreAsync(Guid projectId, OptionalJsonBody<NoValues> body, Api api) =>
        api.SendAsync(new RestoreProject(projectId), p => Answer.Ok(p, p.Version));
}

internal sealed record NewProject(string? Key, string? Name, string? Description, IReadOnlyList<NewStatus>? Statuses);

internal sealed record ProjectPatch(string? Name, string? Description, int? Version);

internal sealed record NewStatus(string? Name, string? Category, string? Color, int? WipLimit)
{
    public StatusDraft ToDraft(Values values, string pointer)
    {
        var category = values.Choice<StatusCategory>(Category ?? "", $"{pointer}/category") ?? StatusCategory.Backlog;
        return new StatusDraft(Name ?? "", category, Color ?? Status.Default.First(d => d.Category == category).Color, WipLimit);
    }
}
