using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskFlow.Application.Common;
using TaskFlow.Infrastructure.Identity;

namespace TaskFlow.Workers.Deliveries;

/// <summary>Sends mails about accounts as they become due; any number of nodes may.</summary>
internal sealed partial class AccountMailer(
    AccountMailQueue queue,
    AccountMailSender sender,
    Installation installation,
    TimeProvider clock,
    ILogger<AccountMailer> logger
) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!installation.SendsMail)
            return;
        using var timer = new PeriodicTimer(Poll, clock);
        try
        {
            do await EmptyAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops; what was claimed is due again when its lease ends.
        }
    }

    private async Task EmptyAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.ClaimAsync(stoppingToken) is { } mail)
                await sender.SendAsync(mail, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending mails about accounts failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
