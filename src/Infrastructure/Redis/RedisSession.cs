using System.Diagnostics.CodeAnalysis;
using StackExchange.Redis;

namespace TaskFlow.Infrastructure.Redis;

/// <summary>One multiplexer and the names of this installation on its server.</summary>
internal sealed class RedisSession : IDisposable
{
    /// <summary>A stopped Redis keeps every call that was made; more than this must not wait in memory.</summary>
    private const int MostUnanswered = 1000;

    private readonly ConnectionMultiplexer multiplexer;
    private readonly string prefix;
    private int unanswered;

    private RedisSession(ConnectionMultiplexer multiplexer, Guid installation)
    {
        this.multiplexer = multiplexer;
        prefix = $"{installation:D}:";
        Database = multiplexer.GetDatabase();
        Subscriber = multiplexer.GetSubscriber();
    }

    public IDatabase Database { get; }

    public ISubscriber Subscriber { get; }

    /// <summary>Returns although the server is away: the multiplexer goes on trying.</summary>
    public static async Task<RedisSession> OpenAsync(string connection, Guid installation, TimeSpan patience, TimeProvider clock)
    {
        var options = ConfigurationOptions.Parse($"connectTimeout=500,keepAlive=5,{connection}");
        options.AbortOnConnectFail = false;
        // Both belong to groups of servers that elect a master, and are the same for every user of the server.
        options.TieBreaker = "";
        options.ConfigurationChannel = "";
        var connecting = ConnectionMultiplexer.ConnectAsync(options);
        try
        {
            var connected = await connecting.WaitAsync(patience, clock);
            // One slow continuation would otherwise hold up all the others.
            connected.PreserveAsyncOrder = false;
            return new RedisSession(connected, installation);
        }
        catch (TimeoutException)
        {
            _ = connecting.ContinueWith(late => late.Result.Close(allowCommandsToComplete: false), OnSuccess);
            throw;
        }
    }

    /// <summary>Two installations may share a server: each has its own keys and channels.</summary>
    public string Name(string kind) => prefix + kind;

    public RedisKey Key(string kind, Guid of) => $"{prefix}{kind}:{of:D}";

    /// <summary>Makes a call unless too many wait for an answer: the client library itself never gives one up.</summary>
    public bool TryBegin<T>(Func<RedisSession, Task<T>> call, [NotNullWhen(true)] out Task<T>? answer)
    {
        if (Interlocked.Increment(ref unanswered) <= MostUnanswered)
        {
            answer = CountAsync(call);
            return true;
        }
        Interlocked.Decrement(ref unanswered);
        answer = null;
        return false;
    }

    public void Dispose() => multiplexer.Close(allowCommandsToComplete: false);

    private async Task<T> CountAsync<T>(Func<RedisSession, Task<T>> call)
    {
        try
        {
            return await call(this);
        }
        finally
        {
            Interlocked.Decrement(ref unanswered);
        }
    }

    private const TaskContinuationOptions OnSuccess =
        TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously;
}
