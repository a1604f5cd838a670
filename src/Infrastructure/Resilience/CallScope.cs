using System.Security.Cryptography;
using System.Text;
using TaskFlow.Application.Deliveries;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>
/// The part of a breaker's key that is not the host: the credential, because integrations that share one fail together; a destination without one
/// stands for itself. A fingerprint, never the credential.
/// </summary>
internal static class CallScope
{
    private static readonly string[] Credentials = ["bot_token", "api_key", "token"];

    public static string Of(Destination destination)
    {
        foreach (var name in Credentials)
            if (destination.Secrets.TryGetValue(name, out var secret))
                return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, 8));
        return destination.IntegrationId?.ToString() ?? "installation";
    }
}
