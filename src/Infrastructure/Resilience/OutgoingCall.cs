using System.Net;
using System.Net.Http.Headers;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>Which bodies of a receiver's answers are read at all.</summary>
internal enum BodyUse
{
    /// <summary>The status line is the whole answer.</summary>
    Never,

    /// <summary>A refusal gives its reason in the body.</summary>
    OfRefusals,

    /// <summary>The body says whether it worked.</summary>
    Always,
}

/// <summary>What a receiver answered, its body within the limits of C-2 and empty where it is not used.</summary>
internal readonly record struct ProviderAnswer(
    HttpStatusCode Status,
    HttpResponseHeaders Headers,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset ReceivedAt
)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>What the pipeline must know of a call.</summary>
/// <param name="Host">Host and port that are called.</param>
/// <param name="Scope">Whose breaker it counts for at that host (<see cref="CallScope"/>).</param>
/// <param name="Party">Whose failure it is when the whole host is judged: three parties must fail before all are kept from it (C-1.3).</param>
/// <param name="Read">The provider's one reading of its answers (C-1.1).</param>
internal sealed record OutgoingCall(
    ExternalDependency Dependency,
    string Host,
    string Scope,
    string Party,
    BodyUse Body,
    Func<ProviderAnswer, Verdict> Read
)
{
    /// <summary>What the call came to, for the one who sent the request.</summary>
    public static readonly HttpRequestOptionsKey<SendOutcome> Outcome = new("taskflow.outcome");

    private static readonly HttpRequestOptionsKey<OutgoingCall> Key = new("taskflow.call");

    /// <summary>Tells the caller's own cancellation from a time-out.</summary>
    public CancellationToken Caller { get; init; }

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(Key, this);

    public static OutgoingCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var call)
            ? call
            : throw new InvalidOperationException("A request to the outside world says whom it calls and how to read the answer.");
}
