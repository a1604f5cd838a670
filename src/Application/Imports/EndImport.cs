using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Imports;

namespace TaskFlow.Application.Imports;

/// <summary>Ends an import: all records are done, or it cannot go on. Sent by the worker that holds its lease.</summary>
/// <param name="Failure">Why it cannot go on; null when it is done.</param>
public sealed record EndImport(Guid ImportId, Guid LeaseToken, string? Failure) : ICommand<Done>, IHaveNoRules
{
    // Whoever ordered it may have lost every permission meanwhile; the import still has to end.
    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed class EndImportHandler(IAppDbContext db, TimeProvider clock) : IRequestHandler<EndImport, Result<Done>>
{
    public async Task<Result<Done>> Handle(EndImport request, CancellationToken cancellationToken)
    {
        var import = await db.Imports.FirstOrDefaultAsync(i => i.Id == request.ImportId, cancellationToken);
        var job = await db.ImportJobs.FirstOrDefaultAsync(j => j.ImportId == request.ImportId, cancellationToken);
        if (import is null || job?.IsLeasedBy(request.LeaseToken) != true)
            return ImportErrors.LeaseLost;

        if (request.Failure is null)
            import.Finish(clock.GetUtcNow());
        else
            import.Fail(request.Failure, clock.GetUtcNow());
        db.ImportJobs.Remove(job);
        db.ImportFiles.Remove(ImportFile.Of(import, []));
        return Done.Value;
    }
}
