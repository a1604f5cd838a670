using Npgsql;
using TaskFlow.Workers.Jobs;

namespace TaskFlow.Workers.Reconciliation;

/// <summary>
/// Compares what was written with what should have followed from it, organization by organization (C-6.7): events with the outbox and deliveries,
/// the log with its counter, the log with the rows, leases with the clock. A run that ends early goes on where it was; a full round begins anew.
/// </summary>
internal sealed class Reconcile(NpgsqlDataSource database, OrganizationRound round, TimeSpan every) : IScheduledJob
{
    public const string JobName = "reconciliation";

    /// <summary>Short of <see cref="Limit"/>, so that a big installation is gone through in several runs instead of in none.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(2);

    private static readonly ICheck[] Checks = [new LostEvents(), new InboxLines(), new LogGaps(), new FoldedTasks(), new StuckDeliveries()];

    public string Name => JobName;

    public string Description => "Compares events, log, tasks and deliveries; puts lost events back and reports what it cannot mend.";

    public TimeSpan Every => every;

    public TimeSpan Limit => TimeSpan.FromMinutes(5);

    public async Task<JobReport> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new Findings();
        await round.WalkAsync(Name, Budget, (organization, token) => CheckAsync(Checks, organization, findings, token), cancellationToken);
        return findings.Report();
    }

    internal async Task CheckAsync(IReadOnlyList<ICheck> checks, Guid organization, Findings findings, CancellationToken cancellationToken)
    {
        findings.Count("organizations", 1);
        foreach (var check in checks)
        {
            // One transaction a check: none is long, and what one repairs the next sees.
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var tenancy = new NpgsqlCommand("SELECT set_config('app.orgs', $1, true)", connection, transaction))
            {
                tenancy.Parameters.Add(new() { Value = $"{{{organization}}}" });
                await tenancy.ExecuteNonQueryAsync(cancellationToken);
            }
            await check.RunAsync(connection, organization, findings, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
