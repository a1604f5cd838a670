namespace TaskFlow.Infrastructure.Configuration;

/// <summary>How secrets of others, such as tokens of integrations, are kept.</summary>
public sealed record SecretsOptions
{
    private const int KeySize = 32;

    /// <summary>
    /// Base64 of 32 random bytes (<c>openssl rand -base64 32</c>) with which the key ring in the database is sealed; the same on every node, and kept
    /// apart from backups. Empty: whoever reads the whole database can read the secrets in it. Keys made before it was set stay as they are.
    /// </summary>
    [Secret(Whole = true)]
    public string Key { get; init; } = "";

    /// <summary>The key; null when there is none, or what stands there is not one.</summary>
    internal byte[]? ReadKey()
    {
        var bytes = new byte[KeySize];
        return Key.Length > 0 && Convert.TryFromBase64String(Key, bytes, out var length) && length == KeySize ? bytes : null;
    }

    /// <summary>Without the key, whoever logs it.</summary>
    public override string ToString() => $"{nameof(SecretsOptions)} {{ {(Key.Length > 0 ? OptionValue.Masked : "")} }}";
}
