using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace TaskFlow.Integration.Support;

/// <summary>A person with a credential, and what they do in the words of the product.</summary>
public sealed class TestUser
{
    public const string Password = "correct horse battery";

    private TestUser(HttpClient http, Guid id, string email, Guid organizationId) =>
        (Http, Id, Email, OrganizationId) = (http, id, email, organizationId);

    public HttpClient Http { get; }

    public Guid Id { get; }

    public string Email { get; }

    /// <summary>The organization founded at sign-up; empty when there is none.</summary>
    public Guid OrganizationId { get; }

    public static Task<TestUser> SignUpAsync(TestApp app, string name, string? organization) =>
        SignUpAsync(app.Address, name, organization);

    public static async Task<TestUser> SignUpAsync(Uri address, string name, string? organization)
    {
        var email = $"{name.ToLowerInvariant()}-{Guid.CreateVersion7():N}@example.test";
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = true }) { BaseAddress = address };
        browser.DefaultRequestHeaders.Add("X-TaskFlow-Request", "1");
        var registration = new
        {
            email,
            password = Password,
            display_name = name,
            organization_name = organization,
        };
        var registered = await browser.PostAsJsonAsync("/api/auth/register", registration).ReadAsync(201);
        var token = await browser.PostAsJsonAsync("/api/auth/tokens", new { name = "test" }).ReadAsync(201);
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        var founded = organization is null ? Guid.Empty : registered.GetProperty("organization").GetProperty("id").GetGuid();
        return new TestUser(http, registered.GetProperty("user").GetProperty("id").GetGuid(), email, founded);
    }

    /// <summary>Invites a person into the own organization and lets them accept.</summary>
    public async Task AdmitAsync(TestUser other, string role, params Guid[] projectIds)
    {
        object invitation =
            role == "guest"
                ? new
                {
                    email = other.Email,
                    role,
                    project_ids = projectIds,
                }
                : new { email = other.Email, role };
        var invited = await Http.PostAsJsonAsync($"/api/organizations/{OrganizationId}/members", invitation).ReadAsync(201);
        await other.Http.PostAsJsonAsync($"/api/invitations/{invited.GetProperty("token").GetString()}/accept", new { }).ReadAsync(200);
    }

    public async Task<TestProject> CreateProjectAsync(string? key = null, string name = "Web product")
    {
        var project = await Http.PostAsJsonAsync($"/api/organizations/{OrganizationId}/projects", new { key, name }).ReadAsync(201);
        var id = project.GetProperty("id").GetGuid();
        var statuses = await Http.GetAsync($"/api/projects/{id}/statuses").ReadAsync(200);
        return new TestProject(
            id,
            project.GetProperty("key").GetString()!,
            statuses
                .GetProperty("items")
                .EnumerateArray()
                .ToDictionary(s => s.GetProperty("name").GetString()!, s => s.GetProperty("id").GetGuid(), StringComparer.Ordinal)
        );
    }

    public Task<JsonElement> CreateTaskAsync(TestProject project, string title, object? more = null) =>
        SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/tasks", Merge(new { title }, more)).ReadAsync(201);

    public Task<HttpResponseMessage> PatchAsync(JsonElement task, object patch, string? key = null) =>
        SendAsync(HttpMethod.Patch, $"/api/tasks/{task.GetProperty("id").GetGuid()}", patch, key);

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        object? body = null,
        string? key = null,
        string? ifMatch = null
    )
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return Http.SendAsync(request);
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetAsync(path).ReadAsync(200);

    private static Dictionary<string, object?> Merge(object first, object? second)
    {
        var merged = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var part in new[] { first, second }.OfType<object>())
        {
            foreach (var property in part.GetType().GetProperties())
                merged[property.Name] = property.GetValue(part);
        }

        return merged;
    }
}

/// <param name="Statuses">Id by name.</param>
public sealed record TestProject(Guid Id, string Key, IReadOnlyDictionary<string, Guid> Statuses);
