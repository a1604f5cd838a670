using Npgsql;
using Quartz;
using TaskFlow.Infrastructure.Jobs;
using TaskFlow.Workers.Reconciliation;

namespace TaskFlow.Workers.Jobs;

/// <summary>Looks for nodes that ended without a farewell: their runs are lost, and a reconciliation looks at what they left (C-6.7).</summary>
internal sealed class LostNodes(NpgsqlDataSource database, ISchedulerFactory schedulers, TimeProvider clock) : IScheduledJob
{
    private const string Settle = """
        WITH lost AS (
            DELETE FROM worker_heartbeats WHERE beat_at < clock_timestamp() - interval '60 seconds' RETURNING node),
        runs AS (
            UPDATE job_runs r SET outcome = 'lost', ended_at = clock_timestamp() FROM lost
            WHERE r.node = lost.node AND r.outcome = 'running')
        SELECT node FROM lost
        """;

    public string Name => "lost-nodes";

    public string Description => "Looks for worker nodes that went away without stopping, and has what they left reconciled.";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<JobReport> RunAsync(CancellationToken cancellationToken)
    {
        var lost = new List<string>();
        await using (var command = database.CreateCommand(Settle))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
                lost.Add(reader.GetString(0));
        if (lost.Count > 0)
            await ReconcileAsync(cancellationToken);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal) { ["nodes"] = lost.Count };
        return new JobReport(counts, lost.ConvertAll(node => $"Worker node {node} was lost."));
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        if (!await scheduler.Exists(JobKeys.Of(Reconcile.JobName), cancellationToken))
            return;
        var request = TriggerBuilder
            .Create(clock)
            .ForJob(JobKeys.Of(Reconcile.JobName))
            .WithIdentity(JobKeys.RequestFor(Reconcile.JobName))
            .StartNow()
            .Build();
        await scheduler.ScheduleTrigger(request, TriggerConflict.Keep, cancellationToken);
    }
}
