using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common;

/// <param name="Bulk">Deliveries of an organization from which on what makes many events at once is refused.</param>
/// <param name="Everything">From which on every write that notifies is.</param>
public sealed record BacklogLimits(long Bulk, long Everything);

/// <summary>Whether an organization's backlog of notifications lets it write more (C-7.3). Only its own counts.</summary>
public sealed class Backpressure(IBacklog backlog, BacklogLimits limits)
{
    private static readonly Error Refused = new(
        ErrorCodes.NotificationBacklog,
        "Your organization's notifications are behind, so nothing was changed. Send the same request with the same key again later."
    );

    /// <returns>The refusal of a bulk edit or an import, or null.</returns>
    public Error? RefuseBulk(Guid organizationId) => backlog.WaitingOf(organizationId) >= limits.Bulk ? Refused : null;

    /// <returns>The refusal of any write that notifies, or null.</returns>
    public Error? Refuse(Guid organizationId) => backlog.WaitingOf(organizationId) >= limits.Everything ? Refused : null;
}
