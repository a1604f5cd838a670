using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Imports;

public enum ImportStatus
{
    Queued,
    Running,
    Ready,
    Failed,
}

/// <summary>
/// The import of one file into one project. Each batch of records and the count of records done commit together, so whoever takes over
/// after a crash goes on exactly where the last commit stands.
/// </summary>
public sealed class Import : AggregateRoot, ITenantOwned
{
    /// <summary>As many errors and as many warnings are told.</summary>
    public const int MaxNotes = 1_000;

    private Import() { }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    public string FileName { get; private init; } = "";

    public bool DryRun { get; private init; }

    public bool CreateMissing { get; private init; }

    public ImportMapping Mapping { get; private init; } = new ImportMapping();

    public ImportStatus Status { get; private set; }

    public int RowsTotal { get; private init; }

    public int RowsDone { get; private set; }

    public int Created { get; private set; }

    public int Updated { get; private set; }

    public int Unchanged { get; private set; }

    public int Failed { get; private set; }

    /// <summary>In the order of the file, at most <see cref="MaxNotes"/>.</summary>
    public List<ImportNote> Warnings { get; private set; } = [];

    /// <summary>Why the import as a whole could not go on.</summary>
    public string? Failure { get; private set; }

    public Guid CreatedBy { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>0–100; 100 only when it is finished.</summary>
    public int Progress =>
        Status is ImportStatus.Ready ? 100
        : RowsTotal == 0 ? 0
        : Math.Min(99, (int)(100L * RowsDone / RowsTotal));

    public bool IsFinished => Status is ImportStatus.Ready or ImportStatus.Failed;

    public static Import Of(NewImport ordered, Guid actorId, DateTimeOffset at) =>
        new()
        {
            Id = Ids.New(),
            OrganizationId = ordered.OrganizationId,
            ProjectId = ordered.ProjectId,
            FileName = ordered.FileName,
            DryRun = ordered.DryRun,
            CreateMissing = ordered.CreateMissing,
            Mapping = ordered.Mapping,
            RowsTotal = ordered.RowsTotal,
            Warnings = [.. ordered.Warnings.Take(MaxNotes)],
            CreatedBy = actorId,
            CreatedAt = at,
        };

    /// <summary>Counts a batch of records as done.</summary>
    /// <param name="warnings">Told once each: who is named by an earlier row is not named again.</param>
    public void Record(IReadOnlyCollection<RowVerdict> verdicts, IEnumerable<ImportNote> warnings)
    {
        Status = ImportStatus.Running;
        RowsDone += verdicts.Count;
        Created += verdicts.Count(v => v.Outcome == RowOutcome.Created);
        Updated += verdicts.Count(v => v.Outcome == RowOutcome.Updated);
        Unchanged += verdicts.Count(v => v.Outcome == RowOutcome.Unchanged);
        Failed += verdicts.Count(v => v.Outcome == RowOutcome.Failed);

        var told = Warnings.Select(w => w.Message).ToHashSet(StringComparer.Ordinal);
        var news = warnings.Where(w => told.Add(w.Message)).Take(MaxNotes - Warnings.Count).ToList();
        if (news.Count > 0)
            Warnings = [.. Warnings, .. news];
    }

    public void Finish(DateTimeOffset at) => End(ImportStatus.Ready, null, at);

    public void Fail(string reason, DateTimeOffset at) => End(ImportStatus.Failed, reason, at);

    private void End(ImportStatus status, string? failure, DateTimeOffset at)
    {
        Status = status;
        Failure = failure;
        FinishedAt = at;
        Version++;
        Raise(new ImportFinished(this, at));
    }
}

/// <summary>What somebody orders: a file that was read to its end, and how it is to be understood.</summary>
public sealed record NewImport(
    Guid OrganizationId,
    Guid ProjectId,
    string FileName,
    bool DryRun,
    bool CreateMissing,
    ImportMapping Mapping,
    int RowsTotal,
    IReadOnlyList<ImportNote> Warnings
);
