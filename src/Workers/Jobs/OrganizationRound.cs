using Npgsql;

namespace TaskFlow.Workers.Jobs;

/// <summary>
/// Goes through the organizations one by one. What one run has no time for the next begins with, so that a big installation is gone through in
/// several runs instead of in none; a full round begins anew.
/// </summary>
internal sealed class OrganizationRound(NpgsqlDataSource database, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    /// <param name="job">Whose place is kept.</param>
    /// <param name="budget">No organization is begun later; short of the job's limit.</param>
    public async Task WalkAsync(string job, TimeSpan budget, Func<Guid, CancellationToken, Task> visit, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var organizations = await NextAsync(job, cancellationToken);
            foreach (var organization in organizations)
            {
                if (clock.GetElapsedTime(began) >= budget)
                    return;
                await visit(organization, cancellationToken);
                await ReachAsync(job, organization, cancellationToken);
            }
            if (organizations.Count < MostAtOnce)
            {
                await ReachAsync(job, Guid.Empty, cancellationToken);
                return;
            }
        }
    }

    /// <summary>Memberships are outside of tenancy: they are what tenancy is made of.</summary>
    private async Task<List<Guid>> NextAsync(string job, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            SELECT DISTINCT organization_id FROM memberships
            WHERE organization_id > coalesce((SELECT reached FROM job_cursors WHERE job = $1), '00000000-0000-0000-0000-000000000000')
            ORDER BY organization_id LIMIT $2
            """
        );
        command.Parameters.Add(new() { Value = job });
        command.Parameters.Add(new() { Value = MostAtOnce });
        var organizations = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            organizations.Add(reader.GetGuid(0));
        return organizations;
    }

    private async Task ReachAsync(string job, Guid organization, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO job_cursors (job, reached) VALUES ($1, $2) ON CONFLICT (job) DO UPDATE SET reached = excluded.reached"
        );
        command.Parameters.Add(new() { Value = job });
        command.Parameters.Add(new() { Value = organization });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
