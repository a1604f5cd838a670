using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Identity;

internal static class AccountLinks
{
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
