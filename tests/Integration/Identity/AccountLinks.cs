using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Identity;

internal static class AccountLinks
{
    /// <summary>Until those who signed up have been asked to prove their addresses.</summary>
    public static Task AccountMailsAreOutAsync(string connectionString) =>
        Eventually.BeTrueAsync(
            async () => await Sql.ScalarAsync(connectionString, "SELECT count(*) FROM account_mails WHERE status = 'pending'") == "0",
            TimeSpan.FromSeconds(30),
            "mails about accounts should be out"
        );

    /// <summary>A link as a mail would have brought it, where an installation sends none.</summary>
    public static async Task<string> LinkAsync(this TestApp app, Guid userId, string kind)
    {
        var secret = $"{Guid.CreateVersion7():N}";
        await Sql.ScalarAsync(
            app.ConnectionString,
            $"""
            INSERT INTO account_mails (id, user_id, kind, address_hash, secret_hash, status, created_at, expires_at, due_at)
            VALUES (gen_random_uuid(), '{userId}', '{kind}', sha256('x'), sha256('{secret}'), 'delivered',
                clock_timestamp(), clock_timestamp() + interval '1 hour', clock_timestamp())
            """
        );
        return secret;
    }
}
