using Microsoft.EntityFrameworkCore;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>Queries that every other request sends: translated once, not looked up by their expression tree each time.</summary>
internal static class CompiledReads
{
    public static readonly Func<AppDbContext, Guid, Guid, CancellationToken, Task<TaskItem>> Task = EF.CompileAsyncQuery(
        (AppDbContext db, Guid organizationId, Guid taskId, CancellationToken cancellationToken) =>
            db.Tasks.Single(t => t.OrganizationId == organizationId && t.Id == taskId)
    );
}
