using Npgsql;

namespace TaskFlow.Infrastructure.Redis;

internal static class Installation
{
    /// <summary>The id of the installation whose database this is.</summary>
    public static async Task<Guid> ReadIdAsync(this NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT id FROM installation");
        return (Guid)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
