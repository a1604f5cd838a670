using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Outbox;

namespace TaskFlow.Workers.Outbox;

/// <summary>
/// Empties the outbox (C-6.2). Woken by the hint that follows a commit, and by itself once a second when hints are lost; any number of nodes may
/// do it at once, because rows are claimed by their locks.
/// </summary>
internal sealed partial class OutboxRouter(
    Fanout fanout,
    PoisonEvents poison,
    NpgsqlDataSource database,
    IRealtimeBus bus,
    TimeProvider clock,
    ILogger<OutboxRouter> logger
) : BackgroundService
{
    private const int Batch = 200;

    /// <summary>Without a hint. A lost hint costs no more than this.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = bus.Listen(hint =>
        {
            if (hint is Hint.FeedMoved)
                wake.Writer.TryWrite(true);
        });
        try
        {
            while (true)
            {
                await EmptyAsync(stoppingToken);
                await WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Poll);
        try
        {
            await wake.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Nobody called: look all the same.
        }
    }

    private async Task EmptyAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await RouteAsync(stoppingToken) == Batch) { }
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, failure);
            await Task.Delay(AfterFailure, clock, stoppingToken);
        }
    }

    private async Task<int> RouteAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await fanout.RouteAsync(Batch, stoppingToken);
        }
        catch (Exception failure) when (IsOfAnEvent(failure))
        {
            return await OneByOneAsync(stoppingToken);
        }
    }

    /// <summary>Some event of the batch fails: each gets a transaction of its own, so that the others go through.</summary>
    private async Task<int> OneByOneAsync(CancellationToken stoppingToken)
    {
        var due = await DueAsync(stoppingToken);
        foreach (var outboxId in due)
        {
            try
            {
                await fanout.RouteOneAsync(outboxId, stoppingToken);
            }
            catch (Exception failure) when (IsOfAnEvent(failure))
            {
                if (await poison.FailAsync(outboxId, failure.Message, stoppingToken))
                    LogPoison(logger, failure, outboxId);
            }
        }
        return due.Count;
    }

    private async Task<List<long>> DueAsync(CancellationToken stoppingToken)
    {
        await using var command = database.CreateCommand(
            "SELECT id FROM outbox WHERE next_attempt_at <= clock_timestamp() ORDER BY id LIMIT $1"
        );
        command.Parameters.Add(new() { Value = Batch });
        var due = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(stoppingToken);
        while (await reader.ReadAsync(stoppingToken))
            due.Add(reader.GetInt64(0));
        return due;
    }

    /// <summary>
    /// What an event brings about by its content: it is unreadable, or its values break a rule of the tables (classes 22 and 23). Everything else, a
    /// slow database or a table that an upgrade is changing, says nothing about the event and is tried until it passes.
    /// </summary>
    private static bool IsOfAnEvent(Exception failure) =>
        failure is JsonException or PostgresException { IsTransient: false, SqlState: ['2', '2' or '3', ..] };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Routing the outbox failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The event of outbox row {OutboxId} was moved aside after its last try")]
    private static partial void LogPoison(ILogger logger, Exception exception, long outboxId);
}
