using Npgsql;
using TaskFlow.Workers.Jobs;

namespace TaskFlow.Workers.Deliveries;

/// <summary>Deletes mails about accounts a week after they were asked for: their links are long worthless.</summary>
internal sealed class OldAccountMails(NpgsqlDataSource database) : IScheduledJob
{
    private const int Batch = 1_000;

    private const string Delete = """
        DELETE FROM account_mails WHERE id IN (
            SELECT id FROM account_mails WHERE created_at < clock_timestamp() - interval '7 days' ORDER BY created_at LIMIT $1
            FOR UPDATE SKIP LOCKED)
        """;

    public string Name => "old-account-mails";

    public string Description => "Deletes mails about accounts (new password, confirmation) that are more than a week old.";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<JobReport> RunAsync(CancellationToken cancellationToken) =>
        JobReport.Of("mails", await Sweep.RunAsync(database, Delete, Batch, cancellationToken));
}
