using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Health;
using TaskFlow.Infrastructure.Persistence;
using TaskFlow.WebApi.Health;
using TaskFlow.WebApi.Telemetry;

namespace TaskFlow.WebApi.Hosting;

/// <summary>
/// The life of a node, in this order: configuration, port, PostgreSQL, schema, everything else; and backwards. Shared by
/// <c>./dev up</c>, <c>dotnet run</c> and production, which differ in configuration only.
/// </summary>
public static class NodeHost
{
    /// <param name="args">Of the process.</param>
    /// <param name="addServices">Adds what this node serves; gets the builder and the database.</param>
    /// <param name="useServices">Builds the pipeline behind draining and in front of the health pages.</param>
    /// <param name="prepare">Runs after migrations and before the first request: demo data.</param>
    /// <returns>The exit code: 0 after a clean stop, 1 when the operator has to change something.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        Action<WebApplicationBuilder, TaskFlowOptions, NodeDatabase> addServices,
        Action<WebApplication> useServices,
        Func<WebApplication, NodeArguments, Task> prepare
    )
    {
        try
        {
            await RunNodeAsync(args, addServices, useServices, prepare);
            return 0;
        }
        catch (Exception error) when (OperatorException.Covers(error))
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static async Task RunNodeAsync(
        string[] args,
        Action<WebApplicationBuilder, TaskFlowOptions, NodeDatabase> addServices,
        Action<WebApplication> useServices,
        Func<WebApplication, NodeArguments, Task> prepare
    )
    {
        var arguments = NodeArguments.Parse(args);
        var builder = WebApplication.CreateBuilder(args);
        var options = builder.Services.AddTaskFlowOptions(builder.Configuration, builder.Environment);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(options.PublicUrl.GetLeftPart(UriPartial.Authority));
        if (ListenAddress.FindTaken(builder.Configuration[WebHostDefaults.ServerUrlsKey]!) is { } taken)
            throw new OperatorException(taken);
        if (
            MetricsPorts.FindWrong(options.Telemetry.Metrics, arguments.Workers, builder.Configuration[WebHostDefaults.ServerUrlsKey]!) is
            { } wrong
        )
            throw new OperatorException(wrong);
        using var startLogging = LoggerFactory.Create(logging =>
            logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole()
        );
        await using var database = await NodeDatabase.StartAsync(
            options,
            builder.Environment,
            startLogging.CreateLogger("TaskFlow.Start"),
            CancellationToken.None
        );
        builder.Services.AddMetricsPage(options.Telemetry.Metrics);
        AddNode(builder, database, arguments);
        addServices(builder, options, database);
        await using var app = builder.Build();
        app.Services.GetRequiredService<NodeState>().Draining.Register(database.AnnounceStop);
        app.UseDraining();
        useServices(app);
        app.MapHealth();
        await MigrateAsync(app, options);
        await prepare(app, arguments);
        await app.RunAsync();
    }

    private static void AddNode(WebApplicationBuilder builder, NodeDatabase database, NodeArguments arguments)
    {
        // Statements that fail are thrown and logged where they are handled; EF Core would log the expected ones as errors too.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // It logs every refused call as an error with its stack; what is a bug is logged by CallerFilter.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None);
        builder.Logging.AddFilter("System.Net.Http.HttpClient.health", LogLevel.Warning);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => database);
        builder.Services.AddSingleton(arguments);
        builder.Services.AddDraining();
        builder.Services.AddHealth(
            database.ConnectionString,
            new SchemaSupport(Migrator.OldestSchema, Migrator.CurrentSchema, Migrator.VersionAsync)
        );
        builder.Services.AddHostedService<Announcement>();
        if (arguments.Workers > 0)
            builder.Services.AddHostedService<WorkerProcesses>();
        if (builder.Configuration[WorkerProcesses.LifelineVariable] is not null)
            builder.Services.AddHostedService<Lifeline>();
    }

    /// <summary>Elsewhere migrations are a step of the deployment: <c>WebApi migrate</c>.</summary>
    private static async Task MigrateAsync(WebApplication app, TaskFlowOptions options)
    {
        if (!app.Environment.IsDevelopment() && !options.UsesEmbeddedDatabase)
            return;
        await using var context = await app.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        await Migrator.MigrateAsync(context, app.Services.GetRequiredService<ILogger<NodeState>>(), app.Lifetime.ApplicationStopping);
    }
}
