using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Common;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Redis;

/// <summary>
/// A sorted set of envelopes per project and epoch, by number. The log never changes, so what is here is right as long as the numbers follow each
/// other, which every reading checks: a flush, an eviction or an envelope that is too long only makes a hole.
/// </summary>
internal sealed class RedisReplayWindow(RedisLink link, RealtimeOptions options) : IReplayWindow
{
    /// <summary>As far as the hub replays.</summary>
    private const int MostEnvelopes = 500;

    /// <summary>With <see cref="MostEnvelopes"/>, 8 MiB per project at most.</summary>
    private const int LongestEnvelope = 16 * 1024;

    /// <summary>A member is the instant it was kept at, a space, the envelope. Several nodes bring the same one; the first stays.</summary>
    private const string Keep =
        RedisScripts.Now
        + """
            for i = 3, #ARGV, 2 do
                if redis.call('ZCOUNT', KEYS[1], ARGV[i], ARGV[i]) == 0 then
                    redis.call('ZADD', KEYS[1], ARGV[i], now .. ' ' .. ARGV[i + 1])
                end
            end
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[2]))
            local oldest = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
            while oldest and tonumber(string.match(oldest, '^%d+')) <= now - tonumber(ARGV[1]) do
                redis.call('ZREMRANGEBYRANK', KEYS[1], 0, 0)
                oldest = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            """;

    public async Task<IReadOnlyList<Envelope>?> ReadAsync(Guid projectId, Guid epoch, long after, int limit)
    {
        var answer = await link.CallAsync(session =>
            session.Database.SortedSetRangeByScoreAsync(Key(session, projectId, epoch), after + 1, double.PositiveInfinity, take: limit)
        );
        if (!answer.IsAvailable)
            return null;
        var contiguous = answer
            .Value!.Select(Read)
            .TakeWhile((envelope, index) => envelope?.Seq == after + 1 + index && envelope.ProjectId == projectId)
            .OfType<Envelope>()
            .ToList();
        return contiguous.Count > 0 ? contiguous : null;
    }

    public void Add(Guid projectId, Guid epoch, IReadOnlyList<Envelope> envelopes)
    {
        if (!link.IsAvailable)
            return;
        var members = envelopes.Select(envelope => (envelope.Seq, Text: JsonSerializer.SerializeToUtf8Bytes(envelope, Json.Options)));
        var values = members
            .Where(member => member.Text.Length <= LongestEnvelope)
            .SelectMany(member => new RedisValue[] { member.Seq, member.Text })
            .ToArray();
        if (values.Length > 0)
            _ = link.CallAsync(session =>
                session.Database.RunAsync(
                    Keep,
                    [Key(session, projectId, epoch)],
                    [RedisScripts.Milliseconds(options.ReplayWindow), MostEnvelopes, .. values]
                )
            );
    }

    private static RedisKey Key(RedisSession session, Guid projectId, Guid epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{session.Name("log")}:{projectId:D}:{epoch:D}");

    private static Envelope? Read(RedisValue member)
    {
        var text = ((byte[])member!).AsSpan();
        try
        {
            return JsonSerializer.Deserialize<Envelope>(text[(text.IndexOf((byte)' ') + 1)..], Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
