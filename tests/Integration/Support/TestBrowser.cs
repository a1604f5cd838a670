using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TaskFlow.Integration.Support;

/// <summary>A browser: it keeps cookies, and sends the header of our own pages unless a test takes it away.</summary>
public sealed class TestBrowser
{
    public const string SessionCookie = "taskflow_session";

    private const string OwnHeader = "X-TaskFlow-Request";

    private readonly CookieContainer cookies = new();

    public TestBrowser(TestApp app)
    {
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false })
        {
            BaseAddress = app.Address,
        };
        Http.DefaultRequestHeaders.Add(OwnHeader, "1");
    }

    public HttpClient Http { get; }

    /// <summary>The secret of the session; null when the browser holds none.</summary>
    public string? Session => cookies.GetCookies(Http.BaseAddress!)[SessionCookie]?.Value is { Length: > 0 } secret ? secret : null;

    public static string NewEmail(string name = "someone") => $"{name}-{Guid.CreateVersion7():N}@example.test";

    /// <summary>As another site would send: with the cookie, without our header.</summary>
    public TestBrowser AsAnotherSite()
    {
        Http.DefaultRequestHeaders.Remove(OwnHeader);
        return this;
    }

    public Task<HttpResponseMessage> RegisterAsync(string email, string? organization = null, string name = "Someone") =>
        Http.PostAsJsonAsync(
            "/api/auth/register",
            new
            {
                email,
                password = TestUser.Password,
                display_name = name,
                organization_name = organization,
            }
        );

    public Task<HttpResponseMessage> LoginAsync(string email, string password = TestUser.Password) =>
        Http.PostAsJsonAsync("/api/auth/login", new { email, password });

    public Task<JsonElement> MeAsync() => Http.GetAsync("/api/auth/me").ReadAsync(200);
}
