using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Imports;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Imports;

/// <summary>Orders the import of a file that was read to its end and found whole. The work is done by a worker, batch by batch.</summary>
public sealed record StartImport(Guid ProjectId, TaskFile File, bool DryRun, bool CreateMissing, ImportMapping Mapping)
    : ICommand<StartedImport>,
        INeedAFrame,
        IShedFirst
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Project(ProjectId));

    public FrameNeeds Needs => new();
}

/// <param name="RowsTotal">Records without the header.</param>
/// <param name="Warnings">What the reader left out.</param>
public sealed record TaskFile(string Name, byte[] Content, int RowsTotal, IReadOnlyList<ImportNote> Warnings);

public sealed record StartedImport(Guid ImportId);

internal sealed class StartImportRules : AbstractValidator<StartImport>
{
    public StartImportRules() => RuleFor(c => c.File.Name).Text(255).OverridePropertyName("file");
}

internal sealed class StartImportHandler(IAppDbContext db, IUnitOfWork unitOfWork, Actor actor, ImportBell bell, TimeProvider clock)
    : IRequestHandler<StartImport, Result<StartedImport>>
{
    public Task<Result<StartedImport>> Handle(StartImport request, CancellationToken cancellationToken) => Task.FromResult(Start(request));

    private Result<StartedImport> Start(StartImport request)
    {
        if (unitOfWork.Frame.ArchivedAt is not null)
            return ProjectErrors.Archived;

        var ordered = new NewImport(
            actor.Scope.OrganizationId,
            request.ProjectId,
            request.File.Name,
            request.DryRun,
            request.CreateMissing,
            request.Mapping,
            request.File.RowsTotal,
            request.File.Warnings
        );
        var import = Import.Of(ordered, actor.UserId, clock.GetUtcNow());
        db.Imports.Add(import);
        db.ImportFiles.Add(ImportFile.Of(import, request.File.Content));
        db.ImportJobs.Add(ImportJob.Of(import));
        unitOfWork.AfterCommit(bell.Ring);
        return new StartedImport(import.Id);
    }
}
