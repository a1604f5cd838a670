using System.Text.Json;
using StackExchange.Redis;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Realtime;

namespace TaskFlow.Infrastructure.Redis;

/// <summary>
/// Presence over all nodes (C-4.7): per project a sorted set of connections by the instant their mark ends, and a hash of what each shows. Both are
/// rewritten with every renewal, so a flushed Redis is whole again one heartbeat later.
/// </summary>
internal sealed class RedisPresence(RedisLink link, RealtimeOptions options) : IPresence
{
    /// <summary>What one script holds up everybody else with.</summary>
    private const int MarksPerScript = 200;

    private const int ScriptsAtOnce = 100;

    private const string Hold =
        RedisScripts.Now
        + """
            for i = 2, #ARGV, 2 do
                redis.call('ZADD', KEYS[1], now + tonumber(ARGV[1]), ARGV[i])
                redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
            end
            for _, ended in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
                redis.call('ZREM', KEYS[1], ended)
                redis.call('HDEL', KEYS[2], ended)
            end
            local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
            redis.call('PEXPIREAT', KEYS[1], last)
            redis.call('PEXPIREAT', KEYS[2], last)
            """;

    private const string Living =
        RedisScripts.Now
        + """
            local shown = {}
            for i, connection in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')) do
                shown[i] = redis.call('HGET', KEYS[2], connection) or ''
            end
            return shown
            """;

    public Task RenewAsync(IReadOnlyCollection<PresenceMark> marks, CancellationToken cancellationToken) =>
        HoldAsync(marks, options.PresenceExpiry);

    public Task LeaveAsync(IReadOnlyCollection<PresenceMark> marks, CancellationToken cancellationToken) =>
        HoldAsync(marks, IPresence.Grace);

    public async Task<IReadOnlyList<PresentUser>?> ReadAsync(Guid projectId, CancellationToken cancellationToken)
    {
        var answer = await link.CallAsync(session => session.Database.RunAsync(Living, Keys(session, projectId), []));
        return answer.IsAvailable ? PresentUsers.Of(((RedisValue[])answer.Value!).Select(Read).OfType<PresenceMark>()) : null;
    }

    private async Task HoldAsync(IReadOnlyCollection<PresenceMark> marks, TimeSpan span)
    {
        var scripts = marks.GroupBy(mark => mark.ProjectId).SelectMany(project => project.Chunk(MarksPerScript));
        foreach (var batch in scripts.Chunk(ScriptsAtOnce))
        {
            var held = await link.CallAsync(session => Task.WhenAll(batch.Select(chunk => HoldAsync(session, chunk, span))));
            if (!held.IsAvailable)
                return;
        }
    }

    private static Task<RedisResult> HoldAsync(RedisSession session, PresenceMark[] marks, TimeSpan span) =>
        session.Database.RunAsync(
            Hold,
            Keys(session, marks[0].ProjectId),
            [RedisScripts.Milliseconds(span), .. marks.SelectMany(mark => new RedisValue[] { mark.ConnectionId, Render(mark) })]
        );

    private static RedisKey[] Keys(RedisSession session, Guid projectId) =>
        [session.Key("presence", projectId), session.Key("presence-shown", projectId)];

    private static byte[] Render(PresenceMark mark) => JsonSerializer.SerializeToUtf8Bytes(mark, JsonSerializerOptions.Web);

    private static PresenceMark? Read(RedisValue text)
    {
        try
        {
            return JsonSerializer.Deserialize<PresenceMark>((byte[])text!, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
