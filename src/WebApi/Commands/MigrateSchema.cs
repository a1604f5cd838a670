using Microsoft.EntityFrameworkCore;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.WebApi.Commands;

/// <summary><c>WebApi migrate</c>: brings the schema up to this release, as a step of a deployment.</summary>
internal static class MigrateSchema
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var context = await OperatorContext.OpenAsync(CancellationToken.None);
        var services = new ServiceCollection().AddPersistence(context.ConnectionString);
        await using var provider = services.BuildServiceProvider();
        await using var database = await provider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        using var logging = OperatorContext.CreateLogging();
        await Migrator.MigrateAsync(database, logging.CreateLogger("TaskFlow"), CancellationToken.None);
        await Console.Out.WriteLineAsync($"The schema has version {Migrator.CurrentSchema}.");
        return 0;
    }
}
