using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TaskFlow.Integration.Peers;

/// <summary>SendGrid's v3 API as far as <c>mail/send</c>, by its reference.</summary>
public sealed class SendGridServer : HttpPeer
{
    private int messages;

    public string Key { get; } = "SG.ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf";

    protected override string? IdOf(Receipt receipt) => receipt.Json.GetProperty("custom_args").GetProperty("delivery_id").GetString();

    protected override Task AnswerAsync(HttpContext context, Receipt receipt)
    {
        if (receipt.Path != "/v3/mail/send")
            return RefuseAsync(context, 404, "resource not found");
        if (receipt.Headers.GetValueOrDefault("Authorization") != $"Bearer {Key}")
            return RefuseAsync(context, 401, "The provided authorization grant is invalid, expired, or revoked");
        if (Missing(receipt.Json) is { } field)
            return RefuseAsync(context, 400, $"The {field} is required.");
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers["X-Message-Id"] = string.Create(
            CultureInfo.InvariantCulture,
            $"14c5d75ce93.dfd.64b{Interlocked.Increment(ref messages):000}"
        );
        return Task.CompletedTask;
    }

    private static string? Missing(JsonElement mail)
    {
        if (string.IsNullOrEmpty(mail.GetProperty("from").GetProperty("email").GetString()))
            return "from email";
        if (string.IsNullOrEmpty(mail.GetProperty("subject").GetString()))
            return "subject";
        var to = mail.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString();
        if (to is null || !to.Contains('@', StringComparison.Ordinal))
            return "recipient";
        return string.IsNullOrEmpty(mail.GetProperty("content")[0].GetProperty("value").GetString()) ? "content value" : null;
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new
            {
                errors = new[]
                {
                    new
                    {
                        message,
                        field = (string?)null,
                        help = (string?)null,
                    },
                },
            }
        );
    }
}
