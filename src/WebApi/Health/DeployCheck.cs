using Npgsql;
using TaskFlow.Infrastructure.Health;

namespace TaskFlow.WebApi.Health;

/// <summary>
/// The strict gate for a new release, asked by the deployer and never by a load balancer: every dependency answers, PostgreSQL takes a
/// write, its durability settings hold, the schema is this release's own. One look serves everybody for 5 s.
/// </summary>
public sealed class DeployCheck(IReadOnlyList<DependencyProbe> probes, SchemaSupport schema, string connectionString, TimeProvider time)
    : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim single = new(1, 1);
    private (DateTimeOffset At, HealthReport Report)? _last;

    public async Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        await single.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || time.GetUtcNow() - last.At > Freshness)
                _last = last = (time.GetUtcNow(), await LookAsync());
            return last.Report;
        }
        finally
        {
            single.Release();
        }
    }

    public void Dispose() => single.Dispose();

    /// <summary>Bound by the probes' own patience, not by the caller who happens to be first.</summary>
    private async Task<HealthReport> LookAsync()
    {
        DependencyProbe[] all =
        [
            .. probes,
            new("postgres_write", WriteAsync),
            new("postgres_durability", DurabilityAsync),
            new("schema", SchemaAsync),
        ];
        var results = await Task.WhenAll(all.Select(probe => probe.RunAsync(time, CancellationToken.None)));
        var checks = results.ToDictionary(
            result => result.Name,
            result => result.Succeeded ? HealthReport.Ok : HealthReport.Unavailable,
            StringComparer.Ordinal
        );
        return new HealthReport(checks.ContainsValue(HealthReport.Unavailable) ? HealthReport.Unavailable : HealthReport.Ok, checks);
    }

    /// <summary>A row in a real table, taken back: read-only standbys, full disks and missing rights show here.</summary>
    private async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var write = new NpgsqlCommand(
            "INSERT INTO idempotency_keys (user_id, key, fingerprint, status, headers, expires_at) VALUES (gen_random_uuid(), 'deploy-check', '', 200, '{}', now())",
            connection,
            transaction
        );
        await write.ExecuteNonQueryAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        return "takes writes";
    }

    private async Task<string> DurabilityAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await DurabilitySettings.WeakenedAsync(connection, cancellationToken) is { Count: > 0 } weakened
            ? throw new InvalidOperationException(string.Join(", ", weakened))
            : "as promised";
    }

    private async Task<string> SchemaAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var version = await schema.ReadVersionAsync(connection, cancellationToken);
        return version == schema.Current
            ? $"version {version}"
            : throw new InvalidOperationException($"version {version}, not {schema.Current}");
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(DependencyProbes.Unpooled(connectionString).ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
