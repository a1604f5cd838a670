using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using TaskFlow.Application.Activities;

namespace TaskFlow.WebApi.Realtime;

/// <summary>An envelope as it goes over the wire: rendered once, however many connections it is written to.</summary>
internal sealed record RenderedEnvelope(long Seq, DateTimeOffset At, int Weight, SerializedHubMessage Message)
{
    public static RenderedEnvelope Of(Envelope envelope) =>
        new(
            envelope.Seq,
            envelope.At,
            (envelope.Changes.Text?.Length ?? 0) + (envelope.Data.Text?.Length ?? 0),
            new SerializedHubMessage(new InvocationMessage("activity", [envelope]))
        );
}
