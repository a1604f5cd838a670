using System.Globalization;
using StackExchange.Redis;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Realtime;

namespace TaskFlow.Infrastructure.Redis;

/// <summary>
/// Connection limits over all nodes (C-4.6): a sorted set of leases by their end for each person and organization, asked and taken in one script.
/// While Redis is away each node counts its own connections, which <paramref name="local"/> always knows; the next renewal brings them back.
/// </summary>
internal sealed class RedisLeases(RedisLink link, InProcessLeases local, RealtimeOptions options) : IConnectionLeases
{
    private const int ScriptsAtOnce = 100;
    private const int LeasesPerScript = 500;

    /// <summary>The first key is the person's. Answers which have no room, by number; takes in the others when asked to and not refused.</summary>
    private const string Take =
        RedisScripts.Now
        + """
            local full, isFull = {}, {}
            for i, key in ipairs(KEYS) do
                redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
                local limit = tonumber(i == 1 and ARGV[3] or ARGV[4])
                if redis.call('ZCARD', key) >= limit then
                    full[#full + 1] = i
                    isFull[i] = true
                end
            end
            local refused = isFull[1] or (#KEYS > 1 and #full == #KEYS - 1)
            if ARGV[5] == '1' and not refused then
                for i, key in ipairs(KEYS) do
                    if not isFull[i] then
                        redis.call('ZADD', key, now + tonumber(ARGV[2]), ARGV[1])
                        redis.call('PEXPIRE', key, ARGV[2])
                    end
                end
            end
            return full
            """;

    private const string Renew =
        RedisScripts.Now
        + """
            for i = 2, #ARGV do
                redis.call('ZADD', KEYS[1], now + tonumber(ARGV[1]), ARGV[i])
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            """;

    private static readonly RedisValue Lifetime = RedisScripts.Milliseconds(IConnectionLeases.Lifetime);

    public async Task<LeaseAnswer> PeekAsync(ConnectionLease lease, CancellationToken cancellationToken) =>
        await AskAsync(lease, take: false) ?? await local.PeekAsync(lease, cancellationToken);

    public async Task<LeaseAnswer> TakeAsync(ConnectionLease lease, CancellationToken cancellationToken)
    {
        if (await AskAsync(lease, take: true) is not { } answer)
            return await local.TakeAsync(lease, cancellationToken);
        if (!answer.IsRefused)
            await local.RenewAsync(
                [lease with { OrganizationIds = [.. lease.OrganizationIds.Except(answer.FullOrganizations)] }],
                cancellationToken
            );
        return answer;
    }

    public async Task RenewAsync(IReadOnlyCollection<ConnectionLease> leases, CancellationToken cancellationToken)
    {
        await local.RenewAsync(leases, cancellationToken);
        var sets = leases.SelectMany(
            lease => lease.OrganizationIds.Prepend(lease.UserId),
            (lease, holder) => (Holder: holder, Id: (RedisValue)Text(lease.Id))
        );
        var scripts = sets.GroupBy(set => set.Holder, set => set.Id)
            .SelectMany(set => set.Chunk(LeasesPerScript), (set, ids) => (Holder: set.Key, Ids: ids));
        foreach (var batch in scripts.Chunk(ScriptsAtOnce))
        {
            var renewed = await link.CallAsync(session =>
                Task.WhenAll(batch.Select(set => session.Database.RunAsync(Renew, [Key(session, set.Holder)], [Lifetime, .. set.Ids])))
            );
            if (!renewed.IsAvailable)
                return;
        }
    }

    public async Task ReleaseAsync(ConnectionLease lease, CancellationToken cancellationToken)
    {
        await local.ReleaseAsync(lease, cancellationToken);
        await link.CallAsync(session =>
            Task.WhenAll(Keys(session, lease).Select(key => session.Database.SortedSetRemoveAsync(key, Text(lease.Id))))
        );
    }

    /// <returns>Null while Redis is away.</returns>
    private async Task<LeaseAnswer?> AskAsync(ConnectionLease lease, bool take)
    {
        var answer = await link.CallAsync(session =>
            session.Database.RunAsync(
                Take,
                Keys(session, lease),
                [Text(lease.Id), Lifetime, options.PerUser, options.PerOrganization, take ? 1 : 0]
            )
        );
        if (!answer.IsAvailable)
            return null;
        var full = ((int[])answer.Value!).ToHashSet();
        return LeaseAnswer.Of(lease, full.Contains(1), [.. lease.OrganizationIds.Where((_, index) => full.Contains(index + 2))]);
    }

    private static RedisKey[] Keys(RedisSession session, ConnectionLease lease) =>
        [.. lease.OrganizationIds.Prepend(lease.UserId).Select(holder => Key(session, holder))];

    /// <summary>Ids are unique over all tables, so people and organizations need no names of their own.</summary>
    private static RedisKey Key(RedisSession session, Guid holder) => session.Key("connections", holder);

    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);
}
