using System.Collections.Concurrent;
using Npgsql;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Identity;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Infrastructure.Identity;

/// <summary>
/// Credentials to principals in one round trip, remembered for <see cref="Memory"/>. Reads tables outside row-level security: they decide
/// who may see what.
/// </summary>
internal sealed class Identities : IIdentities, IDisposable
{
    /// <summary>A revocation on another node is seen within this time; on this node at once.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    private const int MaxRemembered = 50_000;

    private const string WhoHoldsIt = """
        SELECT u.id, u.email, u.display_name, u.is_operator, m.organization_id, m.role, m.project_ids, c.id, c.scopes, c.expires_at
        FROM c JOIN users u ON u.id = c.user_id LEFT JOIN memberships m ON m.user_id = u.id AND m.ended_at IS NULL
        """;

    private const string ByToken = $"""
        WITH c AS (
            SELECT id, user_id, scopes, expires_at FROM api_tokens
            WHERE secret_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)),
        used AS (
            UPDATE api_tokens SET last_used_at = $2
            WHERE id IN (SELECT id FROM c) AND (last_used_at IS NULL OR last_used_at < $2 - interval '1 minute'))
        {WhoHoldsIt}
        """;

    private const string BySession = $"""
        WITH c AS (
            UPDATE sessions SET last_seen_at = greatest(last_seen_at, $2)
            WHERE secret_hash = $1 AND revoked_at IS NULL AND last_seen_at > $2 - $3::interval
            RETURNING id, user_id, ARRAY[]::text[] AS scopes, NULL::timestamptz AS expires_at)
        {WhoHoldsIt}
        """;

    private const string LookAtTicket = "SELECT credential_hash, by_token FROM realtime_tickets WHERE secret_hash = $1 AND expires_at > $2";

    private const string UseTicket =
        "DELETE FROM realtime_tickets WHERE secret_hash = $1 AND expires_at > $2 RETURNING credential_hash, by_token";

    private const string Holding = """
        SELECT c.id, m.organization_id, m.role, m.project_ids
        FROM (
            SELECT id, user_id FROM sessions WHERE id = ANY($1) AND revoked_at IS NULL AND last_seen_at > $2 - $3::interval
            UNION ALL
            SELECT id, user_id FROM api_tokens WHERE id = ANY($1) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)) AS c
        LEFT JOIN memberships m ON m.user_id = c.user_id AND m.ended_at IS NULL
        """;

    private readonly ConcurrentDictionary<string, Remembered> remembered = new(StringComparer.Ordinal);
    private readonly NpgsqlDataSource database;
    private readonly Installation installation;
    private readonly TimeProvider clock;
    private readonly IRealtimeBus bus;
    private readonly IDisposable listening;

    public Identities(NpgsqlDataSource database, Installation installation, TimeProvider clock, IRealtimeBus bus)
    {
        (this.database, this.installation, this.clock, this.bus) = (database, installation, clock, bus);
        listening = bus.Listen(hint =>
        {
            if (hint is Hint.AccessMoved { UserId: var userId })
                ForgetHere(userId);
        });
    }

    public Task<Principal?> FindByTokenAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        FindAsync("t", secretHash, token: true, cancellationToken);

    public Task<Principal?> FindBySessionAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        FindAsync("s", secretHash, token: false, cancellationToken);

    public async Task<Principal?> FindByTicketAsync(byte[] secretHash, bool uses, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(uses ? UseTicket : LookAtTicket);
        command.Parameters.Add(new() { Value = secretHash });
        command.Parameters.Add(new() { Value = clock.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        var (credential, byToken) = (reader.GetFieldValue<byte[]>(0), reader.GetBoolean(1));
        await reader.DisposeAsync();
        return byToken ? await FindByTokenAsync(credential, cancellationToken) : await FindBySessionAsync(credential, cancellationToken);
    }

    public async Task<Principal> RefreshAsync(Principal principal, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT m.organization_id, m.role, m.project_ids FROM memberships m WHERE m.user_id = $1 AND m.ended_at IS NULL"
        );
        command.Parameters.Add(new() { Value = principal.UserId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var memberships = new List<MemberOf>();
        while (await reader.ReadAsync(cancellationToken))
            memberships.Add(MembershipAt(reader, 0));
        ForgetHere(principal.UserId);
        return principal with { Memberships = memberships };
    }

    public async Task<Guid?> OrganizationOfKeyAsync(Guid userId, string key, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT organization_id FROM idempotency_keys WHERE user_id = $1 AND key = $2");
        command.Parameters.Add(new() { Value = userId });
        command.Parameters.Add(new() { Value = key });
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    public async Task<MemberOf?> StoredMembershipAsync(Guid organizationId, Guid userId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT organization_id, role, project_ids FROM memberships WHERE organization_id = $1 AND user_id = $2"
        );
        command.Parameters.Add(new() { Value = organizationId });
        command.Parameters.Add(new() { Value = userId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? MembershipAt(reader, 0) : null;
    }

    public async Task<IReadOnlyList<Principal>> StillHoldingAsync(
        IReadOnlyCollection<Principal> connected,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Holding);
        command.Parameters.Add(new() { Value = connected.Select(CredentialOf).Distinct().ToArray() });
        command.Parameters.Add(new() { Value = clock.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new() { Value = Session.IdleLifetime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var memberships = new Dictionary<Guid, List<MemberOf>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var credential = reader.GetGuid(0);
            if (!memberships.TryGetValue(credential, out var held))
                memberships[credential] = held = [];
            if (!await reader.IsDBNullAsync(1, cancellationToken))
                held.Add(MembershipAt(reader, 1));
        }

        return
        [
            .. connected
                .Where(principal => memberships.ContainsKey(CredentialOf(principal)))
                .Select(principal => principal with { Memberships = memberships[CredentialOf(principal)] }),
        ];
    }

    public void Forget(Guid userId) => bus.Tell(new Hint.AccessMoved(userId));

    public void Dispose() => listening.Dispose();

    private void ForgetHere(Guid userId)
    {
        foreach (var (key, entry) in remembered)
        {
            if (entry.Principal.UserId == userId)
                remembered.TryRemove(key, out _);
        }
    }

    private static Guid CredentialOf(Principal principal) =>
        principal.SessionId ?? principal.TokenId ?? throw new InvalidOperationException("Nobody connects without a credential.");

    private async Task<Principal?> FindAsync(string kind, byte[] secretHash, bool token, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var key = kind + Convert.ToBase64String(secretHash);
        if (remembered.TryGetValue(key, out var known) && known.Until > now && !(known.Principal.ExpiresAt <= now))
            return known.Principal;

        var principal = await ReadAsync(secretHash, token, now, cancellationToken);
        if (principal is null)
            return null;
        if (remembered.Count >= MaxRemembered)
            remembered.Clear();
        remembered[key] = new Remembered(principal, now + Memory);
        return principal;
    }

    private async Task<Principal?> ReadAsync(byte[] secretHash, bool token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(token ? ByToken : BySession);
        command.Parameters.Add(new() { Value = secretHash });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        if (!token)
            command.Parameters.Add(new() { Value = Session.IdleLifetime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        Principal? principal = null;
        var memberships = new List<MemberOf>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var email = reader.GetString(1);
            var isOperator = reader.GetBoolean(3) || installation.IsAdministrator(email);
            principal ??= new Principal(reader.GetGuid(0), email, reader.GetString(2), isOperator, memberships)
            {
                TokenId = token ? reader.GetGuid(7) : null,
                SessionId = token ? null : reader.GetGuid(7),
                Scopes = reader.GetFieldValue<string[]>(8),
                ExpiresAt = await reader.IsDBNullAsync(9, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(9),
            };
            if (!await reader.IsDBNullAsync(4, cancellationToken))
                memberships.Add(MembershipAt(reader, 4));
        }

        return principal;
    }

    private static MemberOf MembershipAt(NpgsqlDataReader reader, int column) =>
        new(
            reader.GetGuid(column),
            Enum.Parse<Role>(reader.GetString(column + 1), ignoreCase: true),
            reader.GetFieldValue<Guid[]>(column + 2)
        );

    private sealed record Remembered(Principal Principal, DateTimeOffset Until);
}
