using TaskFlow.Application;
using TaskFlow.Infrastructure;
using TaskFlow.WebApi;
using TaskFlow.WebApi.Commands;
using TaskFlow.WebApi.Hosting;

if (CommandLine.Find(args) is { } command)
    return await command();

return await NodeHost.RunAsync(
    args,
    (builder, options, database) => builder.AddWebApi(options, database.ConnectionString),
    app => app.UseWebApi(),
    (_, _) => Task.CompletedTask
);

/// <summary>Visible for tests that host the application.</summary>
public partial class Program;
