using Npgsql;

namespace TaskFlow.Infrastructure.Imports;

/// <summary>An import that this worker runs until the lease ends.</summary>
/// <param name="Attempts">How often it was taken up, this time included.</param>
public sealed record LeasedImport(Guid ImportId, Guid OrganizationId, Guid UserId, Guid LeaseToken, int Attempts);

/// <summary>The imports that wait, oldest first, at most one of a project at a time. Leases of dead workers run out by themselves.</summary>
public sealed class ImportQueue(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Renewed with every batch, which takes about a second.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    // Claims queue behind each other, so that two workers cannot take two imports of one project at the same moment.
    private const long ClaimLock = 0x696D706F727473;

    public async Task<LeasedImport?> ClaimAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("SELECT pg_advisory_xact_lock($1)") { Parameters = { new() { Value = ClaimLock } } }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                UPDATE import_jobs SET lease_token = $1, leased_until = $3, attempts = attempts + 1
                WHERE import_id = (
                    SELECT j.import_id FROM import_jobs j
                    WHERE (j.leased_until IS NULL OR j.leased_until < $2)
                      AND NOT EXISTS (
                          SELECT 1 FROM import_jobs other
                          WHERE other.project_id = j.project_id AND other.lease_token IS NOT NULL AND other.leased_until >= $2)
                    ORDER BY j.import_id LIMIT 1)
                RETURNING import_id, organization_id, user_id, lease_token, attempts
                """
            )
            {
                Parameters =
                {
                    new() { Value = Domain.Common.Ids.New() },
                    new() { Value = now },
                    new() { Value = now + Lease },
                },
            }
        );

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetGuid(3), reader.GetInt32(4))
            : null;
    }

    /// <summary>Gives an import back to whoever comes first after the delay.</summary>
    public async Task PutBackAsync(LeasedImport lease, TimeSpan delay, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "UPDATE import_jobs SET lease_token = NULL, leased_until = $3 WHERE import_id = $1 AND lease_token = $2"
        );
        command.Parameters.Add(new() { Value = lease.ImportId });
        command.Parameters.Add(new() { Value = lease.LeaseToken });
        command.Parameters.Add(new() { Value = clock.GetUtcNow().UtcDateTime + delay });
        await command.ExecuteNonQueryAsync(ct);
    }
}
