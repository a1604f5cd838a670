using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Contract;

/// <summary>The committed document is the contract that people read; it must not drift from what runs (CONTRIBUTING.md).</summary>
public sealed class DocumentTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task CommittedDocument_IsWhatTheApplicationServes()
    {
        using var anonymous = app.Anonymous();
        var served = JsonNode.Parse(await anonymous.GetStringAsync("/swagger/v1/swagger.json"))!.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("TASKFLOW_UPDATE_CONTRACTS") == "1")
            await File.WriteAllTextAsync(OpenApi.File, served);
        served.Should().Be(await File.ReadAllTextAsync(OpenApi.File), "TASKFLOW_UPDATE_CONTRACTS=1 ./dev test integration DocumentTests writes it anew");
    }

    [Fact]
    public void Document_DescribesEveryGroupOfTheContract()
    {
        var paths = OpenApi.Operations.Values.Select(o => o.Path).ToHashSet(StringComparer.Ordinal);
        paths.Should().HaveCountGreaterThan(30);
        paths.Should().Contain(["/api/auth/register", "/api/organizations", "/api/projects/{projectId}/board", "/api/tasks/{task}", "/api/imports/{importId}"]);
    }

    [Fact]
    public async Task SwaggerUi_IsThere()
    {
        using var anonymous = app.Anonymous();
        using var page = await anonymous.GetAsync("/swagger/index.html");
        ((int)page.StatusCode).Should().Be(200);
    }
}
