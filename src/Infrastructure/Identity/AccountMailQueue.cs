using Npgsql;
using TaskFlow.Domain.Identity;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Identity;

/// <summary>A mail under lease.</summary>
/// <param name="Attempts">This try included.</param>
public sealed record ClaimedMail(
    Guid Id,
    AccountMailKind Kind,
    byte[] SealedSecret,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    int Attempts,
    string Email,
    string Name
)
{
    /// <summary>Never the secret: records are printed in logs.</summary>
    public override string ToString() => $"{nameof(ClaimedMail)} {{ {Id} }}";
}

/// <summary>Claims and marks mails about accounts. A lease is a due time in the future, so a lost worker needs no reaper: the mail is due again.</summary>
public sealed class AccountMailQueue(NpgsqlDataSource database)
{
    /// <summary>Longer than the longest try with all its quick repetitions.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const string GiveUp = """
        UPDATE account_mails SET status = 'expired', sealed_secret = NULL
        WHERE status = 'pending' AND due_at <= clock_timestamp() AND (expires_at <= clock_timestamp() OR ended_at IS NOT NULL)
        """;

    private const string Claim = """
        UPDATE account_mails m SET due_at = clock_timestamp() + $1::interval, attempts = m.attempts + 1
        FROM users u
        WHERE u.id = m.user_id AND m.id = (
            SELECT id FROM account_mails WHERE status = 'pending' AND due_at <= clock_timestamp()
            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING m.id, m.kind, m.sealed_secret, m.created_at, m.expires_at, m.attempts, u.email, u.display_name
        """;

    // A worker that was given up for lost may come back late: what another one settled stays.
    private const string Mark = """
        UPDATE account_mails
        SET status = $2, due_at = clock_timestamp() + $3::interval, last_error = $4,
            sealed_secret = CASE WHEN $2 = 'pending' THEN sealed_secret END
        WHERE id = $1 AND status = 'pending'
        """;

    public async Task<ClaimedMail?> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(GiveUp));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Claim) { Parameters = { new() { Value = Lease } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        return new ClaimedMail(
            reader.GetGuid(0),
            reader.GetString(1) == SnakeCase.Of(AccountMailKind.PasswordReset)
                ? AccountMailKind.PasswordReset
                : AccountMailKind.EmailVerification,
            reader.GetFieldValue<byte[]>(2),
            reader.GetFieldValue<DateTimeOffset>(3),
            reader.GetFieldValue<DateTimeOffset>(4),
            reader.GetInt32(5),
            reader.GetString(6),
            reader.GetString(7)
        );
    }

    public async Task MarkAsync(Guid id, AccountMailStatus status, TimeSpan pause, string? error, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Mark);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = SnakeCase.Of(status) });
        command.Parameters.Add(new() { Value = pause });
        command.Parameters.Add(new() { Value = (object?)error ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
