namespace TaskFlow.Domain.Imports;

/// <summary>
/// An import that waits or runs. Written with the import, deleted with its end, so the table stays small. A lease names the worker that runs
/// it: whoever lost the lease commits nothing more. Not tenant-owned: workers look for jobs before they know for whom.
/// </summary>
public sealed class ImportJob
{
    private ImportJob() { }

    public Guid ImportId { get; private init; }

    public Guid OrganizationId { get; private init; }

    /// <summary>One import of a project runs at a time: two files may name the same external id.</summary>
    public Guid ProjectId { get; private init; }

    /// <summary>In whose name it is done, and whose permissions decide, batch by batch.</summary>
    public Guid UserId { get; private init; }

    /// <summary>How often a worker took it up.</summary>
    public int Attempts { get; private init; }

    public Guid? LeaseToken { get; private init; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    public static ImportJob Of(Import import) =>
        new()
        {
            ImportId = import.Id,
            OrganizationId = import.OrganizationId,
            ProjectId = import.ProjectId,
            UserId = import.CreatedBy,
        };

    public bool IsLeasedBy(Guid token) => LeaseToken == token;

    public void Renew(DateTimeOffset until) => LeasedUntil = until;
}
