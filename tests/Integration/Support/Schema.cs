using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Integration.Support;

/// <summary>The product's schema in any database.</summary>
public static class Schema
{
    public static async Task MigrateAsync(string connectionString)
    {
        await using var provider = new ServiceCollection().AddPersistence(connectionString).BuildServiceProvider();
        await using var context = await provider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        await Migrator.MigrateAsync(context, NullLogger.Instance, CancellationToken.None);
    }
}
