using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Npgsql;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Infrastructure.Identity;

/// <summary>An operator's way back in for somebody: a new random password; the sessions of the user end and a lockout is lifted.</summary>
public static class PasswordReset
{
    private const string Sql = """
        WITH person AS (
            UPDATE users SET password_hash = $2, access_failed_count = 0, access_failed_since = NULL, lockout_end = NULL
            WHERE normalized_email = $1 RETURNING id
        ), ended AS (
            UPDATE sessions SET revoked_at = clock_timestamp() WHERE revoked_at IS NULL AND user_id IN (SELECT id FROM person)
        )
        SELECT count(*) FROM person
        """;

    /// <returns>The new password, or null when nobody has the address.</returns>
    public static async Task<string?> RunAsync(string connectionString, string email, CancellationToken cancellationToken)
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = User.Normalize(email) });
        command.Parameters.Add(new() { Value = new Passwords(Options.Create(new PasswordHasherOptions())).Hash(password) });
        return await command.ExecuteScalarAsync(cancellationToken) is 1L ? password : null;
    }
}
