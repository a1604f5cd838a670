using TaskFlow.Domain.Comments;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Imports;
using TaskFlow.Domain.Links;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Reminders;
using TaskFlow.Domain.SavedViews;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Architecture;

/// <summary>One event of every type, raised by the aggregates themselves.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 10, 0, 0, 123, TimeSpan.Zero);
    private static readonly Guid Organization = Ids.New();
    private static readonly Guid Actor = Ids.New();

    public static readonly IReadOnlyDictionary<string, DomainEvent> All = OfProjects()
        .Concat(OfStatuses())
        .Concat(OfLabels())
        .Concat(OfMilestones())
        .Concat(OfViews())
        .Concat(OfTasks())
        .Concat(OfComments())
        .Concat(OfLinks())
        .Concat(OfImports())
        .ToDictionary(e => e.Type, StringComparer.Ordinal);

    private static Project NewProject() =>
        Project.Start(Ids.New(), Organization, "WEB", "Web product", "What the customer sees.", Actor, At);

    private static IEnumerable<DomainEvent> OfProjects()
    {
        var project = NewProject();
        project.Edit("Web shop", "What the customer buys from.", baseVersion: 1, Actor, At);
        project.Archive(Actor, At);
        project.Restore(Actor, At);
        return project.Events;
    }

    private static IEnumerable<DomainEvent> OfStatuses()
    {
        var draft = new StatusDraft("In Progress", StatusCategory.Started, "#3453c4", WipLimit: 5);
        var status = Status.Add(Organization, Ids.New(), draft, position: 2, Actor, At);
        status.Edit(new StatusEdit("Doing", StatusCategory.Unstarted, "#16703d", Position: 1, new WipLimitEdit(null)), Actor, At);
        status.TellOfNewRanks([new NewRank(Ids.New(), "000001V"), new NewRank(Ids.New(), "000001W")], Actor, At);
        status.Delete(movedTo: Ids.New(), Actor, At);
        return status.Events;
    }

    private static IEnumerable<DomainEvent> OfLabels()
    {
        var label = Label.Add(Organization, Ids.New(), "bug", "#c02626", Actor, At);
        label.Edit("defect", "#8f5a00", Actor, At);
        label.Delete(Actor, At);
        return label.Events;
    }

    private static IEnumerable<DomainEvent> OfMilestones()
    {
        var first = new MilestoneEdit("Release 2", "What comes next.", Day(1), Day(14), null);
        var milestone = Milestone.Add(Organization, Ids.New(), first, Actor, At).Value;
        milestone.Edit(new MilestoneEdit("Release 2.0", "", Day(2), new DateEdit(null), MilestoneState.Closed), Actor, At);
        milestone.Delete(Actor, At);
        return milestone.Events;

        static DateEdit Day(int day) => new(new DateOnly(2026, 2, day));
    }

    private static IEnumerable<DomainEvent> OfViews()
    {
        var edit = new SavedViewEdit("Due this week", "due<2026-12-01", "due_date", ViewLayout.List, true);
        var view = SavedView.Save(Organization, Ids.New(), edit, Actor, At);
        view.Edit(new SavedViewEdit("Due soon", "assignee:me", "-priority", ViewLayout.Board, null), Actor, At);
        view.Delete(Actor, At);
        return view.Events;
    }

    private static IEnumerable<DomainEvent> OfTasks()
    {
        var (backlog, done) = (Ids.New(), Ids.New());
        var draft = new NewTask(Ids.New(), Organization, Ids.New(), "WEB", Number: 42);
        var task = TaskItem.Create(draft, EveryField(backlog, "Ship it", 3.5m), StatusCategory.Backlog, Actor, At).Value;
        var state = EveryField(done, "Ship it today", 2m);
        task.Apply(state, MergeBase.Latest(1), "WEB", _ => StatusCategory.Done, Actor, At);
        task.Move(backlog, Rank.ForNumber(43), MergeBase.Latest(2), "WEB", StatusCategory.Backlog, Actor, At);
        task.Archive("WEB", Actor, At);
        task.Restore("WEB", Actor, At);
        task.RemindOfDue(DueState.Soon, [Ids.New()], "WEB", Actor, At);
        return task.Events;
    }

    /// <summary>Of the two envelopes of each the first: the other one differs in its side.</summary>
    private static IEnumerable<DomainEvent> OfLinks()
    {
        var (from, to) = (NewEnd("WEB", 42), NewEnd("APP", 7));
        var link = TaskLink.Between(LinkType.Blocks, from, to, Actor, At);
        link.Cut(from, to, Actor, At);
        return link.Events.DistinctBy(e => e.Type, StringComparer.Ordinal);
    }

    private static LinkEnd NewEnd(string key, long number)
    {
        var draft = new NewTask(Ids.New(), Organization, Ids.New(), key, number);
        return new LinkEnd(TaskItem.Create(draft, new TaskPatch(), StatusCategory.Backlog, Actor, At).Value, key);
    }

    private static TaskPatch EveryField(Guid statusId, string title, decimal estimate) =>
        new TaskPatch()
            .With(TaskField.Title, title)
            .With(TaskField.Description, $"{title} – with *emphasis* and 日本語.")
            .With(TaskField.StatusId, statusId)
            .With(TaskField.Priority, estimate > 3 ? TaskPriority.High : TaskPriority.Low)
            .With(TaskField.AssigneeIds, new List<Guid> { Ids.New() })
            .With(TaskField.LabelIds, new List<Guid> { Ids.New(), Ids.New() })
            .With(TaskField.MilestoneId, Ids.New())
            .With(TaskField.ParentId, Ids.New())
            .With(TaskField.StartDate, new DateOnly(2026, 2, (int)estimate))
            .With(TaskField.DueDate, new DateOnly(2026, 3, (int)estimate))
            .With(TaskField.Estimate, estimate);

    private static IEnumerable<DomainEvent> OfComments()
    {
        var draft = new NewComment(Ids.New(), Organization, Ids.New(), Ids.New(), "WEB-42");
        var comment = Comment.Write(draft, $"@[Bob](user:{Ids.New()}) – what about *this*? 日本語", Actor, At);
        comment.Edit($"@[Eve](user:{Ids.New()}) what about that?", draft.TaskKey, Actor, At);
        comment.Delete(moderates: false, draft.TaskKey, Actor, At);
        return comment.Events;
    }

    private static IEnumerable<DomainEvent> OfImports()
    {
        var import = Import.Of(
            new NewImport(Organization, Ids.New(), "backlog.csv", DryRun: false, CreateMissing: true, new ImportMapping(), 1, []),
            Actor,
            At
        );
        import.Finish(At);
        return import.Events;
    }
}
