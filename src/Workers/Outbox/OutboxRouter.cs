using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TaskFlow.Workers.Outbox;

/// <summary>
/// Takes events off the outbox together with what follows from them, in one transaction (C-6.1). In this release nothing follows yet:
/// there is no channel to notify, so the rows are only taken, and nobody will be told of old events when channels come.
/// </summary>
internal sealed partial class OutboxRouter(NpgsqlDataSource database, TimeProvider clock, ILogger<OutboxRouter> logger) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const string Take = """
        WITH taken AS MATERIALIZED (SELECT id FROM outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
        DELETE FROM outbox o USING taken WHERE o.id = taken.id
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await RouteAsync(stoppingToken) == Batch) { }
            }
            catch (NpgsqlException exception)
            {
                LogFailed(exception);
            }
        }
    }

    private async Task<int> RouteAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Take);
        command.Parameters.Add(new() { Value = Batch });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Routing the outbox failed; trying again")]
    private partial void LogFailed(Exception exception);
}
