using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Jobs;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class JobEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/ops/jobs").WithTags("Operations");
        jobs.MapGet("", ListAsync).Answers<Page<JobView>>("ListJobs");
        jobs.MapGet("/{name}/runs", RunsAsync)
            .Answers<Page<JobRunView>>("ListJobRuns")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        jobs.MapPost("/{name}/trigger", TriggerAsync).Answers<JobView>("TriggerJob");
        jobs.MapPost("/{name}/pause", PauseAsync).Answers<JobView>("PauseJob");
        jobs.MapPost("/{name}/resume", ResumeAsync).Answers<JobView>("ResumeJob");
    }

    private static Task<IResult> ListAsync(Api api) => api.AskAsync(new ListJobs(), jobs => Answer.Ok(jobs));

    private static Task<IResult> RunsAsync(string name, Query query, Api api) =>
        api.AskAsync(new ListJobRuns(name, query.Page()), runs => Answer.Ok(runs));

    private static Task<IResult> TriggerAsync(string name, Api api) => api.SendAsync(new TriggerJob(name), job => Answer.Ok(job));

    private static Task<IResult> PauseAsync(string name, Api api) => api.SendAsync(new PauseJob(name), job => Answer.Ok(job));

    private static Task<IResult> ResumeAsync(string name, Api api) => api.SendAsync(new ResumeJob(name), job => Answer.Ok(job));
}
