using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Application.Identity;

internal static class EndSessions
{
    public static async Task EndSessionsAsync(
        this IAppDbContext db,
        Guid userId,
        Guid? except,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var open = await db
            .Sessions.Where(s => s.UserId == userId && s.RevokedAt == null && s.Id != except)
            .OrderBy(s => s.Id)
            .Locked()
            .ToListAsync(cancellationToken);
        foreach (var session in open)
            session.Revoke(at);
    }
}
