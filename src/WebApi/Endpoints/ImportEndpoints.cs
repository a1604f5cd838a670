using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Imports;
using TaskFlow.Infrastructure.Imports;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class ImportEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/projects/{projectId:guid}/imports", StartAsync)
            .WithTags("Imports")
            .Accepts<ImportFields>("multipart/form-data")
            .Answers<StartedImport>("StartImport", StatusCodes.Status202Accepted);
        api.MapGet("/projects/{projectId:guid}/imports", ListAsync)
            .WithTags("Imports")
            .Answers<Page<ImportView>>("ListImports")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        api.MapGet("/imports/{importId:guid}", GetAsync).WithTags("Imports").Answers<ImportView>("GetImport");
        api.MapGet("/projects/{projectId:guid}/export", ExportAsync)
            .WithTags("Imports")
            .WithName("ExportTasks")
            .WithQuery(new QueryParameter("format", "string", "csv"))
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .Refuses(400, 401, 403, 404, 422, 500, 503);
    }

    private static Task<IResult> StartAsync(Guid projectId, ImportForm form, IdempotentRequest idempotent, Api api)
    {
        idempotent.Fingerprint = form.Fingerprint;
        return api.SendAsync(
            new StartImport(projectId, form.File, form.DryRun, form.CreateMissing, form.Mapping),
            started => new Answer(StatusCodes.Status202Accepted, started) { Location = $"/api/imports/{started.ImportId}" }
        );
    }

    private static Task<IResult> ListAsync(Guid projectId, Query query, Api api) =>
        api.AskAsync(new ListImports(projectId, query.Page()), page => Answer.Ok(page));

    private static Task<IResult> GetAsync(Guid importId, Api api) => api.AskAsync(new GetImport(importId), import => Answer.Ok(import));

    private static Task<IResult> ExportAsync(Guid projectId, Query query, Api api)
    {
        if (query.Text("format") is { } format && format != "csv")
            throw RequestRefusedException.Parameter("format", "not_allowed", "Allowed: csv.");
        return api.StreamAsync(new ExportTasks(projectId), export => new CsvResult(export));
    }

    private sealed class CsvResult(TaskExport export) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "text/csv; charset=utf-8";
            httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{export.FileName}\"";
            await using var writer = new CsvTaskWriter(httpContext.Response.Body);
            await writer.WriteAsync(export.Tasks, httpContext.RequestAborted);
        }
    }
}

/// <summary>The form as OpenAPI describes it; <see cref="ImportForm"/> reads it.</summary>
internal sealed record ImportFields(IFormFile File, bool? DryRun, bool? CreateMissing, string? Mapping);
