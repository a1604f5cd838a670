using System.Text.Json;
using TaskFlow.Application.Common;
using TaskFlow.Domain.Links;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.SavedViews;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Infrastructure.Demo;

/// <summary>The work of a product team that sells public transport tickets, written for this project.</summary>
public sealed record DemoContent(DemoTeam Team, IReadOnlyList<DemoProject> Projects)
{
    public static DemoContent Read() => new(Read<DemoTeam>("people"), [Read<DemoProject>("project-web"), Read<DemoProject>("project-app")]);

    private static T Read<T>(string name)
    {
        using var stream = typeof(DemoContent).Assembly.GetManifestResourceStream($"demo/{name}.json")!;
        return JsonSerializer.Deserialize<T>(stream, Json.Options)!;
    }
}

/// <param name="People">The owner first.</param>
public sealed record DemoTeam(string Organization, IReadOnlyList<DemoPerson> People);

public sealed record DemoPerson(string Email, string Name, Role Role);

/// <param name="Tasks">In the order of their numbers.</param>
public sealed record DemoProject(
    string Key,
    string Name,
    string Description,
    IReadOnlyList<DemoLabel> Labels,
    IReadOnlyList<DemoMilestone> Milestones,
    IReadOnlyList<DemoTask> Tasks,
    IReadOnlyList<DemoLink> Links,
    IReadOnlyList<DemoComment> Comments,
    IReadOnlyList<DemoView> Views
);

/// <param name="StartInDays">Counted from the day on which the data is made.</param>
/// <param name="Tasks">Their numbers.</param>
public sealed record DemoMilestone(string Name, string Description, int StartInDays, int EndInDays, IReadOnlyList<int> Tasks);

/// <param name="From">The number of a task.</param>
public sealed record DemoLink(int From, LinkType Type, int To);

/// <param name="Task">Its number.</param>
/// <param name="Body">Lines of markdown; <c>{@email}</c> mentions somebody.</param>
public sealed record DemoComment(int Task, string By, IReadOnlyList<string> Body);

public sealed record DemoView(string Name, string Filter, string Sort, ViewLayout Layout);

public sealed record DemoLabel(string Name, string Color);

/// <param name="Assignees">E-mail addresses.</param>
/// <param name="StartInDays">Counted from the day on which the data is made; negative is the past.</param>
/// <param name="Description">Lines of markdown.</param>
public sealed record DemoTask(
    string Title,
    string Status,
    TaskPriority Priority,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Assignees,
    decimal? Estimate,
    int? StartInDays,
    int? DueInDays,
    IReadOnlyList<string> Description
)
{
    /// <summary>The number of the task that it is a part of.</summary>
    public int? Parent { get; init; }
}
