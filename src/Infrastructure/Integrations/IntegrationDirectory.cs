using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Integrations;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Integrations;

/// <summary>An integration by the key of its row: what a delivery knows of it.</summary>
public sealed record IntegrationKey(Guid OrganizationId, Guid Id);

/// <summary>An integration as a deliverer needs it.</summary>
/// <param name="Kind">As <see cref="INotificationChannel.Kind"/> has it.</param>
/// <param name="Version">As it was read: what is said about its health later holds for this state of it only.</param>
/// <param name="Destination">Configuration and secrets in the clear; during a rotation both signing secrets.</param>
public sealed record ConnectedIntegration(
    IntegrationKey Key,
    string Kind,
    string Name,
    bool Enabled,
    IntegrationStatus Status,
    int Version,
    Destination Destination
);

/// <summary>Integrations for whoever sends: workers, and the connection test. Each call is one round trip and leaves no transaction open.</summary>
public sealed partial class IntegrationDirectory(NpgsqlDataSource database, ISecretBox box, ILogger<IntegrationDirectory> logger)
{
    private const string FailedForADay = "failing_since < clock_timestamp() - interval '24 hours'";

    /// <summary>Those of the keys that exist; a deleted one does not.</summary>
    public async Task<IReadOnlyList<ConnectedIntegration>> FindAsync(
        IReadOnlyCollection<IntegrationKey> keys,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Within(keys.Select(k => k.OrganizationId).Distinct());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                SELECT i.organization_id, i.id, i.kind, i.name, i.enabled, i.status, i.version, i.config,
                       array_agg(s.name ORDER BY s.id) FILTER (WHERE s.id IS NOT NULL),
                       array_agg(s.sealed ORDER BY s.id) FILTER (WHERE s.id IS NOT NULL),
                       array_agg(s.expires_at IS NOT NULL ORDER BY s.id) FILTER (WHERE s.id IS NOT NULL)
                FROM unnest($1::uuid[], $2::uuid[]) AS named (organization_id, id)
                JOIN integrations i ON i.organization_id = named.organization_id AND i.id = named.id AND i.deleted_at IS NULL
                LEFT JOIN integration_secrets s ON s.organization_id = i.organization_id AND s.integration_id = i.id
                    AND (s.expires_at IS NULL OR s.expires_at > clock_timestamp())
                GROUP BY i.organization_id, i.id
                """
            )
            {
                Parameters =
                {
                    new() { Value = keys.Select(k => k.OrganizationId).ToArray() },
                    new() { Value = keys.Select(k => k.Id).ToArray() },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var found = new List<ConnectedIntegration>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(await ReadAsync(reader, cancellationToken));
        return found;
    }

    /// <summary>Its credential is refused: nothing is sent until somebody replaces it.</summary>
    public Task PauseAsync(ConnectedIntegration seen, string reason, CancellationToken cancellationToken) =>
        JudgeAsync(seen, "status = 'paused', status_reason = $4", "status <> 'paused'", reason, cancellationToken);

    /// <summary>The receiver wants nothing more (410): it is switched off.</summary>
    public Task SwitchOffAsync(ConnectedIntegration seen, string reason, CancellationToken cancellationToken) =>
        JudgeAsync(
            seen,
            "enabled = false, status = 'paused', status_reason = $4, version = version + 1, updated_at = clock_timestamp()",
            "enabled",
            reason,
            cancellationToken
        );

    /// <summary>What is sent fails and is tried again by itself; after a day of nothing else only when a person has looked (settled choice 3).</summary>
    public Task MarkFailingAsync(ConnectedIntegration seen, string reason, CancellationToken cancellationToken) =>
        JudgeAsync(
            seen,
            $"""
            status = CASE WHEN {FailedForADay} THEN 'paused' ELSE 'failing' END,
            status_reason = CASE WHEN {FailedForADay} THEN left('Nothing got through for a day. The last failure: ' || $4, {Integration.ReasonMaxLength}) ELSE $4 END,
            failing_since = coalesce(failing_since, clock_timestamp())
            """,
            $"(status = 'ok' OR status = 'failing' AND (failing_since IS NULL OR {FailedForADay}))",
            reason,
            cancellationToken
        );

    /// <summary>What failed gets through again.</summary>
    public Task MarkWorkingAsync(ConnectedIntegration seen, CancellationToken cancellationToken) =>
        JudgeAsync(
            seen,
            "status = 'ok', status_reason = nullif($4, ''), failing_since = NULL",
            "status = 'failing'",
            "",
            cancellationToken
        );

    /// <summary>Of the version that was tried: whoever has mended it meanwhile is not overruled by what its past came to.</summary>
    private async Task JudgeAsync(
        ConnectedIntegration seen,
        string change,
        string condition,
        string reason,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Within([seen.Key.OrganizationId]);
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                $"UPDATE integrations SET {change} WHERE organization_id = $1 AND id = $2 AND version = $3 AND deleted_at IS NULL AND {condition}"
            )
            {
                Parameters =
                {
                    new() { Value = seen.Key.OrganizationId },
                    new() { Value = seen.Key.Id },
                    new() { Value = seen.Version },
                    new() { Value = reason.Length > Integration.ReasonMaxLength ? reason[..Integration.ReasonMaxLength] : reason },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlBatch Within(IEnumerable<Guid> organizations)
    {
        var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("SELECT set_config('app.orgs', $1, true)")
            {
                Parameters = { new() { Value = Tenancy.Array(organizations) } },
            }
        );
        return batch;
    }

    /// <summary>A secret that this installation's key does not open (restored elsewhere, a changed key) is one for a person, and nobody else's trouble.</summary>
    private async Task<ConnectedIntegration> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var key = new IntegrationKey(reader.GetGuid(0), reader.GetGuid(1));
        var config = JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(7), Json.Options)!;
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        var readable = true;
        if (!await reader.IsDBNullAsync(8, cancellationToken))
        {
            var names = reader.GetFieldValue<string[]>(8);
            var texts = reader.GetFieldValue<byte[][]>(9);
            var outgoing = reader.GetFieldValue<bool[]>(10);
            try
            {
                for (var i = 0; i < names.Length; i++)
                {
                    var name = outgoing[i] ? IntegrationSecret.PreviousSigning : names[i];
                    secrets[name] = box.Open(key.Id, names[i], texts[i]);
                }
            }
            catch (CryptographicException failure)
            {
                LogSealed(logger, failure, key.Id);
                readable = false;
            }
        }

        return new ConnectedIntegration(
            key,
            reader.GetString(2),
            reader.GetString(3),
            reader.GetBoolean(4),
            readable ? Enum.Parse<IntegrationStatus>(reader.GetString(5), ignoreCase: true) : IntegrationStatus.Paused,
            reader.GetInt32(6),
            new Destination(key.Id, config, secrets)
        );
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A secret of integration {Integration} cannot be read with the key of this installation: it counts as paused"
    )]
    private static partial void LogSealed(ILogger logger, Exception exception, Guid integration);
}
