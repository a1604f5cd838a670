using System.Globalization;
using System.Net;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations;

/// <summary>The rows of the table C-1.1 that hold for every HTTP provider; what a provider documents otherwise stands in its own class.</summary>
internal static class HttpAnswers
{
    private const HttpStatusCode TooManyRequests = HttpStatusCode.TooManyRequests;

    /// <summary>Where a provider asks to wait and does not say how long.</summary>
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(30);

    /// <summary>Nobody is believed who wants to be left alone for a year.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    /// <summary>The provider asks to wait: 429, or 503 with a time.</summary>
    public static bool IsThrottled(ProviderAnswer answer) =>
        answer.Status == TooManyRequests || (answer.Status == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null);

    /// <param name="reason">What the body says about it, if anything.</param>
    public static SendOutcome ReadFailure(ProviderAnswer answer, string? reason = null)
    {
        var error = Describe(answer.Status, reason);
        if (IsThrottled(answer))
            return new SendOutcome.Throttled(WaitOf(answer), error);
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new SendOutcome.CredentialDead(error),
            // Not processed by definition: the receiver gave up waiting for the request.
            HttpStatusCode.RequestTimeout => new SendOutcome.NotSent(error),
            >= HttpStatusCode.InternalServerError => new SendOutcome.Ambiguous(error),
            _ => new SendOutcome.Refused(error),
        };
    }

    public static TimeSpan WaitOf(ProviderAnswer answer) =>
        Clamp(
            answer.Headers.RetryAfter switch
            {
                { Delta: { } wait } => wait,
                { Date: { } at } => at - answer.ReceivedAt,
                _ => DefaultWait,
            }
        );

    public static TimeSpan Clamp(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero
        : wait > LongestWait ? LongestWait
        : wait;

    public static string Describe(HttpStatusCode status, string? reason = null) =>
        string.Create(CultureInfo.InvariantCulture, $"The receiver answered {(int)status}{(reason is null ? "" : $": {reason}")}.");
}
