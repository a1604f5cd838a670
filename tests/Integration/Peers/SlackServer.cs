using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TaskFlow.Integration.Peers;

/// <summary>Slack's Web API as far as <c>chat.postMessage</c>, by its reference.</summary>
public sealed class SlackServer : HttpPeer
{
    private int messages;

    public string Token { get; } = "xoxb-17653672481-19874698323";

    public string Channel { get; } = "C123ABC456";

    /// <summary>What the next calls are refused with, as 200 and <c>ok: false</c>.</summary>
    public string? Error { get; set; }

    protected override string? IdOf(Receipt receipt) =>
        receipt.Json.GetProperty("metadata").GetProperty("event_payload").GetProperty("delivery_id").GetString();

    protected override Task AnswerAsync(HttpContext context, Receipt receipt)
    {
        var number = Interlocked.Increment(ref messages);
        var timestamp = string.Create(CultureInfo.InvariantCulture, $"1503435956.{number:000000}");
        object answer = Refusal(receipt) is { } error
            ? new { ok = false, error }
            : new
            {
                ok = true,
                channel = Channel,
                ts = timestamp,
                message = new
                {
                    type = "message",
                    subtype = "bot_message",
                    ts = timestamp,
                },
            };
        return context.Response.WriteAsJsonAsync(answer);
    }

    private string? Refusal(Receipt receipt)
    {
        if (Error is not null)
            return Error;
        if (receipt.Path != "/api/chat.postMessage")
            return "unknown_method";
        if (receipt.Headers.GetValueOrDefault("Authorization") is not { } authorization)
            return "not_authed";
        if (authorization != $"Bearer {Token}")
            return "invalid_auth";
        if (!receipt.Headers["Content-Type"].StartsWith("application/json", StringComparison.Ordinal))
            return "invalid_post_type";
        var message = receipt.Json;
        if (!message.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String || text.GetString()!.Length == 0)
            return "no_text";
        return message.GetProperty("channel").GetString() == Channel ? null : "channel_not_found";
    }
}
