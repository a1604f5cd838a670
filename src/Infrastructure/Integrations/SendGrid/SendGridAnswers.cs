using System.Globalization;
using System.Net;
using System.Text.Json;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations.SendGrid;

/// <summary>SendGrid's v3 API: 202 is taken, refusals give their reasons in <c>errors</c>, limits their end in <c>X-RateLimit-Reset</c>.</summary>
internal static class SendGridAnswers
{
    private const int LongestReason = 200;

    public static Verdict Read(ProviderAnswer answer)
    {
        if (answer.IsSuccess)
            return new SendOutcome.Delivered(HeaderOf(answer, "X-Message-Id"));
        var failure = HttpAnswers.ReadFailure(answer, ReasonOf(answer.Body));
        return failure is SendOutcome.Throttled throttled && ResetOf(answer) is { } wait ? throttled with { RetryAfter = wait } : failure;
    }

    private static TimeSpan? ResetOf(ProviderAnswer answer) =>
        answer.Headers.RetryAfter is null
        && answer.Status == HttpStatusCode.TooManyRequests
        && long.TryParse(HeaderOf(answer, "X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? HttpAnswers.Clamp(DateTimeOffset.FromUnixTimeSeconds(seconds) - answer.ReceivedAt)
            : null;

    private static string? HeaderOf(ProviderAnswer answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string? ReasonOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var first = document.RootElement.GetProperty("errors")[0];
            var reason = MessageParts.OneLine(first.GetProperty("message").GetString() ?? "");
            return reason.Length > LongestReason ? reason[..LongestReason] : reason;
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
