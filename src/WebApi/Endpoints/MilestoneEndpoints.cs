using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Milestones;
using TaskFlow.Domain.Projects;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class MilestoneEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var milestones = api.MapGroup("").WithTags("Milestones");
        milestones
            .MapGet("/projects/{projectId:guid}/milestones", ListAsync)
            .Answers<Page<MilestoneView>>("ListMilestones")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        milestones.MapPost("/projects/{projectId:guid}/milestones", AddAsync).Answers<MilestoneView>("AddMilestone", 201);
        milestones.MapPatch("/milestones/{milestoneId:guid}", UpdateAsync).Answers<MilestoneView>("UpdateMilestone");
        milestones.MapPost("/milestones/{milestoneId:guid}/close", CloseAsync).Answers<MilestoneView>("CloseMilestone");
        milestones.MapDelete("/milestones/{milestoneId:guid}", DeleteAsync).AnswersNothing("DeleteMilestone");
    }

    private static Task<IResult> ListAsync(Guid projectId, Query query, Api api) =>
        api.AskAsync(new ListMilestones(projectId, query.Page()), page => Answer.Ok(page));

    private static Task<IResult> AddAsync(Guid projectId, JsonBody<NewMilestone> body, Api api)
    {
        var values = new Values();
        var (start, end) = (values.Date(body.Value.StartDate, "/start_date"), values.Date(body.Value.EndDate, "/end_date"));
        values.ThrowIfAny();
        var first = new MilestoneEdit(body.Value.Name ?? "", body.Value.Description, new DateEdit(start), new DateEdit(end), null);
        return api.SendAsync(new AddMilestone(projectId, first), m => Answer.Created($"/api/milestones/{m.Id}", m, m.Version));
    }

    private static Task<IResult> UpdateAsync(Guid milestoneId, JsonBody<MilestonePatch> body, HttpContext context, Api api)
    {
        var (values, patch) = (new Values(), body.Value);
        var edit = new MilestoneEdit(
            patch.Name,
            patch.Description,
            patch.StartDate.IsGiven ? new DateEdit(values.Date(patch.StartDate.Value, "/start_date")) : null,
            patch.EndDate.IsGiven ? new DateEdit(values.Date(patch.EndDate.Value, "/end_date")) : null,
            values.Choice<MilestoneState>(patch.State, "/state")
        );
        values.ThrowIfAny();
        return api.SendAsync(
            new UpdateMilestone(milestoneId, edit, ETags.BaseVersion(context, patch.Version)),
            m => Answer.Ok(m, m.Version)
        );
    }

    private static Task<IResult> CloseAsync(Guid milestoneId, OptionalJsonBody<MilestoneClosing> body, Api api)
    {
        var values = new Values();
        var target = body.Value?.MoveTo ?? default;
        var rollOver = target.IsGiven ? new RollOver(values.Id(target.Value, "/move_to")) : null;
        values.ThrowIfAny();
        return api.SendAsync(new CloseMilestone(milestoneId, rollOver), m => Answer.Ok(m, m.Version));
    }

    private static Task<IResult> DeleteAsync(Guid milestoneId, Api api) =>
        api.SendAsync(new DeleteMilestone(milestoneId), _ => Answer.NoContent);
}

internal sealed record NewMilestone(string? Name, string? Description, string? StartDate, string? EndDate);

internal sealed record MilestonePatch
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public Optional<string> StartDate { get; init; }

    public Optional<string> EndDate { get; init; }

    public string? State { get; init; }

    public int? Version { get; init; }
}

/// <summary>Where the open tasks go: to another milestone, or with null to none. Absent: they stay.</summary>
internal sealed record MilestoneClosing
{
    public Optional<string> MoveTo { get; init; }
}
