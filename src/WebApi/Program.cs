using TaskFlow.Application;
using TaskFlow.Infrastructure.Persistence;
using TaskFlow.WebApi.Commands;
using TaskFlow.WebApi.Hosting;

if (CommandLine.Find(args) is { } command)
    return await command();

return await NodeHost.RunAsync(
    args,
    (builder, database) =>
    {
        builder.Services.AddApplication();
        builder.Services.AddPersistence(database.ConnectionString);
        builder.Services.AddSingleton(new IdempotencySettings(TimeSpan.FromHours(24)));
        builder.Host.UseDefaultServiceProvider(o => o.ValidateOnBuild = false);
    },
    _ => { },
    (_, _) => Task.CompletedTask
);
