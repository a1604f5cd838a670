using Npgsql;

namespace TaskFlow.Infrastructure.Health;

/// <summary>Settings without which an acknowledged write may be lost (reliability 3.5).</summary>
public static class DurabilitySettings
{
    /// <summary>Those that do not have the value the promises rest on, as <c>name = value</c>.</summary>
    public static async Task<IReadOnlyList<string>> WeakenedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT name || ' = ' || setting FROM pg_settings
            WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting NOT IN ('on', 'remote_write', 'remote_apply')
            ORDER BY name
            """;
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var weakened = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            weakened.Add(reader.GetString(0));
        return weakened;
    }
}
