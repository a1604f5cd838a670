using TaskFlow.Application.Common.Ports;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Realtime;

/// <summary>Presence of an installation with one node.</summary>
internal sealed class InProcessPresence(RealtimeOptions options, TimeProvider clock) : IPresence
{
    private readonly Dictionary<Guid, Dictionary<string, Held>> projects = [];
    private readonly Lock gate = new();

    public Task RenewAsync(IReadOnlyCollection<PresenceMark> marks, CancellationToken cancellationToken)
    {
        Hold(marks, clock.GetUtcNow() + options.PresenceExpiry);
        return Task.CompletedTask;
    }

    public Task LeaveAsync(IReadOnlyCollection<PresenceMark> marks, CancellationToken cancellationToken)
    {
        Hold(marks, clock.GetUtcNow() + IPresence.Grace);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PresentUser>?> ReadAsync(Guid projectId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!projects.TryGetValue(projectId, out var marks))
                return Task.FromResult<IReadOnlyList<PresentUser>?>([]);
            var now = clock.GetUtcNow();
            foreach (var (connection, held) in marks)
            {
                if (held.Until <= now)
                    marks.Remove(connection);
            }
            if (marks.Count == 0)
                projects.Remove(projectId);
            return Task.FromResult<IReadOnlyList<PresentUser>?>(PresentUsers.Of(marks.Values.Select(held => held.Mark)));
        }
    }

    private void Hold(IReadOnlyCollection<PresenceMark> marks, DateTimeOffset until)
    {
        lock (gate)
        {
            foreach (var mark in marks)
            {
                if (!projects.TryGetValue(mark.ProjectId, out var held))
                    projects[mark.ProjectId] = held = new(StringComparer.Ordinal);
                held[mark.ConnectionId] = new Held(mark, until);
            }
        }
    }

    private sealed record Held(PresenceMark Mark, DateTimeOffset Until);
}

internal static class PresentUsers
{
    /// <summary>Several connections of a person are one entry.</summary>
    public static IReadOnlyList<PresentUser> Of(IEnumerable<PresenceMark> marks) =>
        [
            .. marks
                .GroupBy(mark => mark.UserId)
                .Select(user => new PresentUser(
                    user.Key,
                    user.First().Name,
                    [.. user.Select(mark => mark.ViewingTaskId).OfType<Guid>().Distinct().Order()]
                ))
                .OrderBy(user => user.Name, StringComparer.Ordinal)
                .ThenBy(user => user.Id),
        ];
}
