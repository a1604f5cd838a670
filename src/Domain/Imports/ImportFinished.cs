using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Imports;

/// <summary>import.finished: the one event of an import that people and integrations are told of.</summary>
public sealed record ImportFinished : DomainEvent
{
    private readonly object data;

    public ImportFinished(Import import, DateTimeOffset at)
        : base(import.OrganizationId, import.ProjectId, new ResourceStamp("import", import.Id, null, import.Version), import.CreatedBy, at)
    {
        data = new
        {
            status = import.Status,
            dry_run = import.DryRun,
            file_name = import.FileName,
            rows_total = import.RowsTotal,
            created = import.Created,
            updated = import.Updated,
            unchanged = import.Unchanged,
            failed = import.Failed,
        };
    }

    public override string Type => "import.finished";

    public override object Data => data;
}
