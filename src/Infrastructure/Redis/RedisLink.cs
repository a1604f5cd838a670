using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Redis;

/// <summary>
/// The one way to Redis. A call ends within its patience whatever the server does (a stopped one never answers, and the client library never
/// gives up), never throws, and is not made at all while three before it failed (C-7.1). A probe each second finds the server again; a
/// connection that says nothing for ten seconds is replaced.
/// </summary>
/// <param name="installation">Reads the id that all names begin with; asked until it is known.</param>
internal sealed partial class RedisLink(
    RedisOptions options,
    Func<CancellationToken, Task<Guid>> installation,
    TimeProvider clock,
    ILogger<RedisLink> logger
) : BackgroundService
{
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly RedisBreaker breaker = new();
    private volatile RedisSession? session;
    private volatile bool replace;
    private long answeredAt = clock.GetTimestamp();
    private bool? reported;
    private string? obstacle;

    public bool IsAvailable => session is not null && !breaker.IsOpen;

    public Task<RedisAnswer<T>> CallAsync<T>(Func<RedisSession, Task<T>> call, TimeSpan? patience = null)
    {
        if (session is { } current && !breaker.IsOpen)
            return MakeAsync(current, call, patience ?? Patience);
        RedisMetrics.CountCall("skipped");
        return Task.FromResult<RedisAnswer<T>>(default);
    }

    /// <summary>The connection answers but is of no use, to a subscriber for example: the next beat makes another one.</summary>
    public void Replace() => replace = true;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Close();
        Report(available: null);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        try
        {
            do await BeatAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task BeatAsync(CancellationToken stoppingToken)
    {
        if (session is null || replace || IsSilent())
            await OpenAsync(stoppingToken);
        if (session is { } current && breaker.IsOpen)
            await MakeAsync(current, s => s.Database.PingAsync(), Patience);
        Report(IsAvailable);
    }

    private bool IsSilent() => breaker.IsOpen && clock.GetElapsedTime(Volatile.Read(ref answeredAt)) > LongestSilence;

    [SuppressMessage("Design", "CA1031", Justification = "Whatever hinders, the next beat tries again.")]
    private async Task OpenAsync(CancellationToken stoppingToken)
    {
        Close();
        replace = false;
        Volatile.Write(ref answeredAt, clock.GetTimestamp());
        try
        {
            var id = await installation(stoppingToken);
            session = await RedisSession.OpenAsync(options.Connection, id, OpenPatience, clock);
            obstacle = null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (failure.Message != obstacle)
                LogNotOpened(logger, failure.Message);
            obstacle = failure.Message;
        }
    }

    private void Close()
    {
        var old = session;
        session = null;
        old?.Dispose();
    }

    private async Task<RedisAnswer<T>> MakeAsync<T>(RedisSession current, Func<RedisSession, Task<T>> call, TimeSpan patience)
    {
        if (!current.TryBegin(call, out var answer))
        {
            RedisMetrics.CountCall("skipped");
            return default;
        }
        try
        {
            var value = await answer.WaitAsync(patience, clock);
            Volatile.Write(ref answeredAt, clock.GetTimestamp());
            breaker.Answered();
            RedisMetrics.CountCall("answered");
            return new RedisAnswer<T>(IsAvailable: true, value);
        }
        catch (Exception failure)
        {
            // Whatever the client library throws (not all of it is a RedisException): callers can do without, and are promised an answer.
            if (failure is not (RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException))
                LogRefused(logger, failure);
            breaker.Failed();
            RedisMetrics.CountCall(failure is TimeoutException ? "timeout" : "failed");
            _ = answer.ContinueWith(late => late.Exception, TaskContinuationOptions.OnlyOnFaulted);
            return default;
        }
    }

    /// <param name="available">Null when nobody asks any more.</param>
    private void Report(bool? available)
    {
        if (available == reported)
            return;
        if (available == false || reported == false)
            RedisMetrics.MoveBreaker(open: available == false);
        if (available == false)
            LogAway(logger);
        else if (available == true)
            LogThere(logger);
        reported = available;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Redis does not answer: limits count this node alone, presence is unknown, nodes see each other's changes by polling"
    )]
    private static partial void LogAway(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis, or the library that speaks to it, refuses a call")]
    private static partial void LogRefused(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers")]
    private static partial void LogThere(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No connection to Redis can be made: {Reason}")]
    private static partial void LogNotOpened(ILogger logger, string reason);
}
