using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Projects;

/// <summary>
/// The counters of a project. The row lock on <see cref="Head"/>, taken last in a transaction, makes the order of the log equal the
/// order of commits, without a gap (C-6.2, ADR 0010). <see cref="Epoch"/> changes only when the database was restored.
/// </summary>
public sealed class ProjectFeed : ITenantOwned
{
    private ProjectFeed() { }

    public Guid OrganizationId { get; private init; }

    public Guid ProjectId { get; private init; }

    public long Head { get; private set; }

    public Guid Epoch { get; private init; }

    public long NextTaskNumber { get; private set; } = 1;

    public static ProjectFeed Of(Project project) =>
        new()
        {
            OrganizationId = project.OrganizationId,
            ProjectId = project.Id,
            Epoch = Ids.New(),
        };
}
