using System.Net;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.Endpoints;

/// <summary>The pages that a problem's <c>type</c> names: what happened and what to do, from the one catalogue.</summary>
internal static class ProblemPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/problems", () => Page("Problems", Index())).ExcludeFromDescription().AllowAnonymous();
        foreach (var kind in ProblemCatalogue.All)
            app.MapGet($"/problems/{kind.Slug}", () => Page(kind.Title, Describe(kind))).ExcludeFromDescription().AllowAnonymous();
    }

    private static string Index() =>
        "<ul>"
        + string.Concat(
            ProblemCatalogue.All.Select(k => $"<li><a href=\"/problems/{k.Slug}\">{Encode(k.Title)}</a> ({k.Status} {k.Code})</li>")
        )
        + "</ul>";

    private static string Describe(ProblemKind kind) =>
        $"<p><code>{kind.Code}</code>, HTTP {kind.Status}. {(kind.Retryable ? "May be sent again." : "Sending it again unchanged does not help.")}</p>"
        + $"<p>{Encode(kind.Advice)}</p><p><a href=\"/problems\">All problems</a></p>";

    private static IResult Page(string title, string content) =>
        Results.Content(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Encode(title)} – TaskFlow</title></head><body><main><h1>{Encode(title)}</h1>{content}</main></body></html>",
            "text/html; charset=utf-8"
        );

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
