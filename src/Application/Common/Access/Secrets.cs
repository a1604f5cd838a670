using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Common.Access;

/// <summary>A bearer secret: the text goes to its holder once, the hash stays here.</summary>
public sealed record Secret(string Text, byte[] Hash)
{
    /// <summary>Never the text: records are printed in logs.</summary>
    public override string ToString() => "(secret)";
}

/// <summary>
/// The one place where bearer secrets of sessions, tokens and invitations are made and hashed. 32 random bytes cannot be guessed, so a
/// plain SHA-256 is enough; slow hashing is for passwords.
/// </summary>
public static class Secrets
{
    private const int Bytes = 32;

    public static Secret New(string prefix = "")
    {
        var text = prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return new Secret(text, HashOf(text));
    }

    public static Secret NewToken() => New(ApiToken.Prefix);

    public static byte[] HashOf(string presented) => SHA256.HashData(Encoding.UTF8.GetBytes(presented));
}
