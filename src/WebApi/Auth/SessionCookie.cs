namespace TaskFlow.WebApi.Auth;

/// <summary>The cookie that carries a session's secret. How long a session lives is decided by the server, not by the cookie's age.</summary>
internal static class SessionCookie
{
    public const string Name = "taskflow_session";

    /// <summary>The longest that browsers keep a cookie; a session that is used goes on beyond its idle lifetime.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(400);

    public static string? Read(HttpRequest request) =>
        request.Cookies.TryGetValue(Name, out var secret) && secret.Length > 0 ? secret : null;

    /// <summary>Sent when the answer is a success: a refusal leaves the session that the browser has.</summary>
    public static void SetOnSuccess(HttpContext context, string secret) =>
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode is >= 200 and < 300)
                context.Response.Cookies.Append(Name, secret, Options(context.Request, MaxAge));
            return Task.CompletedTask;
        });

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context.Request, null));

    private static CookieOptions Options(HttpRequest request, TimeSpan? maxAge) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = request.IsHttps,
            Path = "/",
            MaxAge = maxAge,
            IsEssential = true,
        };
}
