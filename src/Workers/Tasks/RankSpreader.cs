using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Tasks;

namespace TaskFlow.Workers.Tasks;

/// <summary>Spreads the columns that this node's moves crowded, one after the other, each in the name of who moved there last (S-2.4).</summary>
internal sealed partial class RankSpreader(LongRanks longRanks, IServiceScopeFactory scopes, ILogger<RankSpreader> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var column in longRanks.ReadAllAsync(stoppingToken))
                await SpreadAsync(column, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next move into a crowded place asks again.
        }
    }

    private async Task SpreadAsync(CrowdedColumn column, CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var services = scope.ServiceProvider;
            var mover = await services
                .GetRequiredService<IIdentities>()
                .RefreshAsync(new Principal(column.MoverId, "", "", IsOperator: false, []), stoppingToken);
            services.GetRequiredService<Actor>().WorkFor(column.OrganizationId, mover);
            var spread = await services.GetRequiredService<IMediator>().Send(new SpreadRanks(column.StatusId), stoppingToken);
            if (spread.IsFailure)
                LogRefused(column.StatusId, spread.Refusal!.Message);
            else if (spread.Value > 0)
                LogSpread(column.StatusId, spread.Value);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(failure, column.StatusId);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Column {StatusId} was spread: {Count} ranks are short again")]
    private partial void LogSpread(Guid statusId, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Column {StatusId} was not spread: {Reason}")]
    private partial void LogRefused(Guid statusId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Spreading column {StatusId} failed; the next move there asks again")]
    private partial void LogFailed(Exception exception, Guid statusId);
}
