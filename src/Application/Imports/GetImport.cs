using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Imports;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Imports;

public sealed record GetImport(Guid ImportId) : IQuery<ImportView>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Import(ImportId));
}

/// <summary>How far an import is, and what it has to say. On a dry run the counts tell what would happen.</summary>
public sealed record ImportView(
    Guid Id,
    Guid ProjectId,
    string FileName,
    ImportStatus Status,
    bool DryRun,
    bool CreateMissing,
    int Progress,
    int RowsTotal,
    int Created,
    int Updated,
    int Unchanged,
    int Failed,
    IReadOnlyList<ImportNote> Errors,
    IReadOnlyList<ImportNote> Warnings,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt
)
{
    public static ImportView From(Import import, IReadOnlyList<ImportNote> errors) =>
        new(
            import.Id,
            import.ProjectId,
            import.FileName,
            import.Status,
            import.DryRun,
            import.CreateMissing,
            import.Progress,
            import.RowsTotal,
            import.Created,
            import.Updated,
            import.Unchanged,
            import.Failed,
            import.Failure is null ? errors : [new ImportNote(import.RowsDone + 1, import.Failure), .. errors.Take(Import.MaxNotes - 1)],
            import.Warnings,
            import.CreatedBy,
            import.CreatedAt,
            import.FinishedAt
        );
}

internal sealed class GetImportHandler(IAppDbContext db) : IRequestHandler<GetImport, Result<ImportView>>
{
    public async Task<Result<ImportView>> Handle(GetImport request, CancellationToken cancellationToken)
    {
        var import = await db.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == request.ImportId, cancellationToken);
        if (import is null)
            return Error.NotFound("Import");
        if (import.Failed == 0)
            return ImportView.From(import, []);

        var errors = await db
            .RowVerdicts.Where(v => v.ImportId == import.Id && v.Outcome == RowOutcome.Failed)
            .OrderBy(v => v.Row)
            .Take(Import.MaxNotes)
            .Select(v => new ImportNote(v.Row, v.Failure!))
            .ToListAsync(cancellationToken);
        return ImportView.From(import, errors);
    }
}
