using TaskFlow.Application;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Demo;
using TaskFlow.WebApi;
using TaskFlow.WebApi.Commands;
using TaskFlow.WebApi.Hosting;

if (CommandLine.Find(args) is { } command)
    return await command();

return await NodeHost.RunAsync(
    args,
    (builder, options, database) => builder.AddWebApi(options, database.ConnectionString),
    app => app.UseWebApi(),
    (app, arguments) =>
        arguments.Demo && app.Environment.IsDevelopment() && app.Services.GetRequiredService<TaskFlowOptions>().Roles.HasFlag(NodeRoles.Api)
            ? app.Services.GetRequiredService<DemoData>().EnsureAsync(app.Lifetime.ApplicationStopping)
            : Task.CompletedTask
);

/// <summary>Visible for tests that host the application.</summary>
public partial class Program;
