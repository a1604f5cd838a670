using System.Net;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations.Webhooks;

/// <summary>
/// Standard Webhooks: 2xx is taken, 410 is "never again", everything else is tried again, also what other providers mean for good. A receiver that is
/// being deployed answers 404 or 401 for a while, and nobody on our side could mend a credential that does not exist.
/// </summary>
internal static class WebhookAnswers
{
    public static Verdict Read(ProviderAnswer answer)
    {
        if (answer.IsSuccess)
            return new SendOutcome.Delivered(ProviderMessageId: null);
        var error = HttpAnswers.Describe(answer.Status);
        if (answer.Status == HttpStatusCode.Gone)
            return new SendOutcome.Refused(error, DestinationIsGone: true);
        if (HttpAnswers.IsThrottled(answer))
            return HttpAnswers.ReadFailure(answer);
        return (int)answer.Status switch
        {
            >= 500 => new SendOutcome.Ambiguous(error),
            >= 400 => new Verdict(new SendOutcome.Ambiguous(error), BreakerSignal.Neutral),
            _ => new SendOutcome.Refused($"{error} Redirects are not followed."),
        };
    }
}
