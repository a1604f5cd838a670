using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Health;
using TaskFlow.Infrastructure.Persistence;
using TaskFlow.WebApi.Health;
using TaskFlow.WebApi.Hosting;

namespace TaskFlow.Integration.Support;

/// <summary>The health pages and draining on a real port, with any database and any schema range.</summary>
public sealed class HealthHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;

    private HealthHost(WebApplication app)
    {
        this.app = app;
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public NodeState Node => app.Services.GetRequiredService<NodeState>();

    public static async Task<HealthHost> StartAsync(
        string connectionString,
        (int Oldest, int Current)? schema = null,
        params (string Key, string Value)[] configuration
    )
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Configuration["TaskFlow:Roles"] = "api";
        builder.Configuration["TaskFlow:Data"] = Path.Combine(Path.GetTempPath(), "taskflow-health-tests");
        foreach (var (key, value) in configuration)
            builder.Configuration[$"TaskFlow:{key}"] = value;
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddTaskFlowOptions(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDraining();
        var (oldest, current) = schema ?? (Migrator.OldestSchema, Migrator.CurrentSchema);
        builder.Services.AddHealth(connectionString, new SchemaSupport(oldest, current, Migrator.VersionAsync));
        var started = builder.Build();
        started.UseDraining();
        started.MapGet("/anything", () => "served");
        started.MapHealth();
        await started.StartAsync();
        await started.Services.GetRequiredService<DependencyMonitor>().FirstLook;
        return new HealthHost(started);
    }

    /// <summary>The status code and the body of a page.</summary>
    public async Task<(int Status, JsonElement Body)> GetAsync(string page)
    {
        using var answer = await http.GetAsync(new Uri($"/health/{page}", UriKind.Relative));
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    public Task<HttpResponseMessage> GetAnythingAsync() => http.GetAsync(new Uri("/anything", UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }
}
