using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TaskFlow.Integration.Peers;

/// <summary>A customer's server that checks what it gets as Standard Webhooks says, written from the specification and not from our code.</summary>
public sealed class WebhookReceiver : HttpPeer
{
    public string Secret { get; set; } = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));

    protected override string? IdOf(Receipt receipt) => receipt.Headers.GetValueOrDefault("webhook-id");

    protected override Task AnswerAsync(HttpContext context, Receipt receipt)
    {
        context.Response.StatusCode = Verifies(receipt) ? StatusCodes.Status204NoContent : StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private bool Verifies(Receipt receipt)
    {
        var (id, timestamp) = (receipt.Headers["webhook-id"], receipt.Headers["webhook-timestamp"]);
        var age = receipt.At - DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.{receipt.Text}");
        var expected = HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), signed);
        return age.Duration() < TimeSpan.FromMinutes(5)
            && receipt
                .Headers["webhook-signature"]
                .Split(' ')
                .Select(s => s.Split(','))
                .Any(s => s[0] == "v1" && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(s[1]), expected));
    }
}
