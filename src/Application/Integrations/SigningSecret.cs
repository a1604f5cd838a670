using System.Security.Cryptography;

namespace TaskFlow.Application.Integrations;

/// <summary>What signs the messages of a webhook, in the form of Standard Webhooks: <c>whsec_</c> and the base64 of random bytes.</summary>
public sealed record SigningSecret(string Text)
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    public static SigningSecret New() => new(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Never the text: records are printed in logs.</summary>
    public override string ToString() => "(secret)";
}
