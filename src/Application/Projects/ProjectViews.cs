using System.Linq.Expressions;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Projects;

public sealed record ProjectView(
    Guid Id,
    Guid OrganizationId,
    string Key,
    string Name,
    string Description,
    int Version,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ArchivedAt
)
{
    public static Expression<Func<Project, ProjectView>> Projection { get; } =
        p => new ProjectView(
            p.Id,
            p.OrganizationId,
            p.Key,
            p.Name,
            p.Description,
            p.Version,
            p.CreatedBy,
            p.CreatedAt,
            p.UpdatedAt,
            p.ArchivedAt
        );

    private static readonly Func<Project, ProjectView> Compiled = Projection.Compile();

    public static ProjectView From(Project project) => Compiled(project);
}

public sealed record StatusView(Guid Id, string Name, StatusCategory Category, string Color, int Position, int? WipLimit, int Version)
{
    public static Expression<Func<Status, StatusView>> Projection { get; } =
        s => new StatusView(s.Id, s.Name, s.Category, s.Color, s.Position, s.WipLimit, s.Version);

    private static readonly Func<Status, StatusView> Compiled = Projection.Compile();

    public static StatusView From(Status status) => Compiled(status);
}

public sealed record LabelView(Guid Id, string Name, string Color, int Version)
{
    public static Expression<Func<Label, LabelView>> Projection { get; } = l => new LabelView(l.Id, l.Name, l.Color, l.Version);

    private static readonly Func<Label, LabelView> Compiled = Projection.Compile();

    public static LabelView From(Label label) => Compiled(label);
}
