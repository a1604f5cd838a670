using TaskFlow.Domain.Activities;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Activities;

internal static class Envelopes
{
    /// <summary>Lines of the log with the names of their actors. The join keeps no order: sort behind it.</summary>
    public static IQueryable<SignedActivity> WithActors(this IQueryable<Activity> activities, IQueryable<User> users) =>
        activities.Join(users, a => a.ActorId, u => u.Id, (a, u) => new SignedActivity { Activity = a, ActorName = u.DisplayName });

    public static IQueryable<Envelope> AsEnvelopes(this IQueryable<SignedActivity> lines) =>
        lines.Select(line => new Envelope(
            line.Activity.Seq,
            line.Activity.Id,
            line.Activity.Type,
            line.Activity.ProjectId,
            line.Activity.OrganizationId,
            new EnvelopeActor(line.Activity.ActorId, line.ActorName),
            line.Activity.At,
            new EnvelopeResource(
                line.Activity.ResourceType,
                line.Activity.ResourceId,
                line.Activity.ResourceKey,
                line.Activity.ResourceVersion
            ),
            new StoredJson(line.Activity.Changes),
            new StoredJson(line.Activity.Data)
        ));
}

internal sealed record SignedActivity
{
    public required Activity Activity { get; init; }

    public required string ActorName { get; init; }
}
