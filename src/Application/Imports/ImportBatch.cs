using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Imports;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Imports;

/// <summary>
/// Imports the next records of a file, or judges them on a dry run. Tasks, log, verdicts and the count of records done are one transaction:
/// after a crash the next worker goes on behind the last commit, and nothing is done twice.
/// </summary>
/// <param name="LeaseToken">Of the worker that sends it.</param>
public sealed record ImportBatch(Guid ImportId, Guid LeaseToken, TimeSpan Lease, IReadOnlyList<BatchRow> Rows)
    : ICommand<ImportProgress>,
        INeedAFrame,
        ITellNobody,
        IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Import(ImportId));

    public FrameNeeds Needs => new();
}

/// <param name="RepeatsRow">An earlier record of the file with the same external id.</param>
public sealed record BatchRow(ImportRow Row, int? RepeatsRow);

public sealed record ImportProgress(int RowsDone, int RowsTotal);

internal sealed class ImportBatchHandler(IAppDbContext db, IUnitOfWork unitOfWork, Actor actor, TimeProvider clock)
    : IRequestHandler<ImportBatch, Result<ImportProgress>>
{
    public async Task<Result<ImportProgress>> Handle(ImportBatch request, CancellationToken cancellationToken)
    {
        var import = await db.Imports.FirstAsync(i => i.Id == request.ImportId, cancellationToken);
        var job = await db.ImportJobs.FirstOrDefaultAsync(j => j.ImportId == request.ImportId, cancellationToken);
        if (job?.IsLeasedBy(request.LeaseToken) != true || request.Rows[0].Row.Row != import.RowsDone + 2)
            return ImportErrors.LeaseLost;
        if (unitOfWork.Frame.ArchivedAt is not null)
            return ProjectErrors.Archived;

        var at = clock.GetUtcNow();
        var words = await ProjectWords.ReadAsync(db, unitOfWork.Frame, import, MayAddStatuses(import), at, cancellationToken);
        var known = await KnownTasks.ReadAsync(db, import.ProjectId, request.Rows, cancellationToken);
        var plans = request.Rows.Select(row => RowPlan.Of(row, import.Mapping, words, known)).ToList();
        await known.LoadAsync(db, plans, actor.UserId, cancellationToken);
        plans = [.. plans.Select(known.Judge)];

        if (!import.DryRun)
        {
            words.AddMissing(db);
            await CreateAsync(import, plans, words, at, cancellationToken);
            Update(import, plans, known, words, at);
        }

        var verdicts = plans.Select(plan => RowVerdict.Of(import, plan.Row, plan.Outcome, plan.Failure)).ToList();
        db.RowVerdicts.AddRange(verdicts);
        import.Record(verdicts, words.Warnings);
        job.Renew(at + request.Lease);
        return new ImportProgress(import.RowsDone, import.RowsTotal);
    }

    private bool MayAddStatuses(Import import) => actor.MembershipIn(import.OrganizationId)?.Role.Allows(Permission.ManageProject) == true;

    private async Task CreateAsync(Import import, List<RowPlan> plans, ProjectWords words, DateTimeOffset at, CancellationToken ct)
    {
        var creations = plans.Where(plan => plan.Outcome == RowOutcome.Created).ToList();
        if (creations.Count == 0)
            return;

        var number = await unitOfWork.TakeNumbersAsync(creations.Count, ct);
        foreach (var plan in creations)
        {
            var draft = new NewTask(Ids.New(), import.OrganizationId, import.ProjectId, unitOfWork.Frame.Key, number++)
            {
                ExternalId = plan.ExternalId,
                CreatedAt = plan.CreatedAt,
                ImportId = import.Id,
            };
            var task = TaskItem
                .Create(draft, plan.Wanted, words.CategoryOf((Guid)plan.Wanted[TaskField.StatusId]!), actor.UserId, at)
                .Value;
            db.Tasks.Add(task);
            if (plan.ExternalId is not null)
                db.ImportSources.Add(SourceOf(import, task.Id, plan));
        }
    }

    private void Update(Import import, List<RowPlan> plans, KnownTasks known, ProjectWords words, DateTimeOffset at)
    {
        foreach (var plan in plans.Where(plan => plan.Task is not null && plan.Outcome is RowOutcome.Updated or RowOutcome.Unchanged))
        {
            var task = plan.Task!;
            if (plan.Outcome == RowOutcome.Updated)
                _ = task.Apply(
                    plan.Touched,
                    MergeBase.Latest(task.Version),
                    unitOfWork.Frame.Key,
                    words.CategoryOf,
                    actor.UserId,
                    at,
                    import.Id
                ).Value;
            if (known.SourceOf(task.Id) is { } source)
                source.Learn(plan.Fingerprints);
            else
                db.ImportSources.Add(SourceOf(import, task.Id, plan));
        }
    }

    private static ImportSource SourceOf(Import import, Guid taskId, RowPlan plan)
    {
        var source = ImportSource.Of(import.OrganizationId, taskId);
        source.Learn(plan.Fingerprints);
        return source;
    }
}
