using StackExchange.Redis;

namespace TaskFlow.Infrastructure.Redis;

/// <summary>Scripts count time by the server, so that nodes need not agree on it. Redis 5 or newer lets a script write after it has asked for the time.</summary>
internal static class RedisScripts
{
    public const string Now = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)

        """;

    /// <summary>Milliseconds as scripts take them.</summary>
    public static RedisValue Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;

    /// <summary>Sent whole each time: a restarted server has forgotten the scripts it knew, and the client library would learn it by a failure.</summary>
    public static Task<RedisResult> RunAsync(this IDatabase database, string script, RedisKey[] keys, RedisValue[] values) =>
        database.ScriptEvaluateAsync(script, keys, values, CommandFlags.NoScriptCache);
}
