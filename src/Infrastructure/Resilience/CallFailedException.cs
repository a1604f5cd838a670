using TaskFlow.Application.Deliveries;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>No answer came that could be handed on. An exception because a message handler has no other way out; it ends in <see cref="OutgoingHttp"/>.</summary>
internal sealed class CallFailedException(SendOutcome outcome) : HttpRequestException(outcome.ToString())
{
    public SendOutcome Outcome => outcome;
}
