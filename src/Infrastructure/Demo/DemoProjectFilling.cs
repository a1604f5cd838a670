using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Labels;
using TaskFlow.Application.Milestones;
using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Infrastructure.Demo;

/// <summary>Turns the names of the demo content into the ids of one project.</summary>
internal sealed class DemoProjectFilling(
    Guid projectId,
    Guid ownerId,
    IReadOnlyDictionary<string, Guid> team,
    IReadOnlyDictionary<string, Guid> statuses,
    IReadOnlyDictionary<string, Guid> labels,
    IReadOnlyDictionary<int, Guid> milestones
)
{
    public static async Task<DemoProjectFilling> PrepareAsync(
        DemoData data,
        DemoProject demo,
        Guid projectId,
        Guid ownerId,
        IReadOnlyDictionary<string, Guid> team,
        DateOnly today,
        CancellationToken ct
    )
    {
        var statuses = await data.ReadAsync(
            ownerId,
            db => db.Statuses.Where(s => s.ProjectId == projectId).ToDictionaryAsync(s => s.Name, s => s.Id, StringComparer.Ordinal, ct),
            ct
        );
        var labels = await data.ReadAsync(
            ownerId,
            db => db.Labels.Where(l => l.ProjectId == projectId).ToDictionaryAsync(l => l.Name, l => l.Id, StringComparer.Ordinal, ct),
            ct
        );
        foreach (var label in demo.Labels.Where(l => !labels.ContainsKey(l.Name)))
            labels[label.Name] = (await data.SendAsync(ownerId, new AddLabel(projectId, label.Name, label.Color), ct)).Id;
        return new(projectId, ownerId, team, statuses, labels, await MilestonesAsync(data, demo, projectId, ownerId, today, ct));
    }

    private static async Task<Dictionary<int, Guid>> MilestonesAsync(
        DemoData data,
        DemoProject demo,
        Guid projectId,
        Guid ownerId,
        DateOnly today,
        CancellationToken ct
    )
    {
        var known = await data.ReadAsync(
            ownerId,
            db => db.Milestones.Where(m => m.ProjectId == projectId).ToDictionaryAsync(m => m.Name, m => m.Id, StringComparer.Ordinal, ct),
            ct
        );
        var byTask = new Dictionary<int, Guid>();
        foreach (var milestone in demo.Milestones)
        {
            if (!known.TryGetValue(milestone.Name, out var id))
            {
                var (start, end) = (new DateEdit(today.AddDays(milestone.StartInDays)), new DateEdit(today.AddDays(milestone.EndInDays)));
                var values = new MilestoneEdit(milestone.Name, milestone.Description, start, end, State: null);
                id = (await data.SendAsync(ownerId, new AddMilestone(projectId, values), ct)).Id;
            }

            foreach (var number in milestone.Tasks)
                byTask.Add(number, id);
        }

        return byTask;
    }

    public Guid AuthorOf(DemoTask task) => task.Assignees.Count > 0 ? team[task.Assignees[0]] : ownerId;

    public CreateTask CommandFor(int number, DemoTask task, Guid? parentId, DateOnly today) =>
        new(
            projectId,
            Ids.New(),
            new TaskPatch()
                .With(TaskField.Title, task.Title)
                .With(TaskField.Description, string.Join('\n', task.Description))
                .With(TaskField.StatusId, statuses[task.Status])
                .With(TaskField.Priority, task.Priority)
                .With(TaskField.LabelIds, task.Labels.Select(name => labels[name]).ToList())
                .With(TaskField.AssigneeIds, task.Assignees.Select(email => team[email]).ToList())
                .With(TaskField.MilestoneId, milestones.TryGetValue(number, out var milestone) ? milestone : null)
                .With(TaskField.ParentId, parentId)
                .With(TaskField.StartDate, DayOf(task.StartInDays, today))
                .With(TaskField.DueDate, DayOf(task.DueInDays, today))
                .With(TaskField.Estimate, task.Estimate)
        );

    private static DateOnly? DayOf(int? inDays, DateOnly today) => inDays is { } days ? today.AddDays(days) : null;
}
