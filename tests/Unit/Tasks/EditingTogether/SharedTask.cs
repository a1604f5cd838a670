using TaskFlow.Domain.Common;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Unit.Tasks.EditingTogether;

/// <summary>What a replica knows of the task: the values at the version it last read, and the version its last refusal showed it.</summary>
internal sealed record Known(int Version, IReadOnlyDictionary<TaskField, object?> Values, int Shown);

/// <summary>
/// One task, its log, and the replicas that edit it. Every write goes through the real decision and is compared with what the rules of
/// api.md ("Merging") say about it, judged from the values alone and not from the log.
/// </summary>
internal sealed class SharedTask
{
    public static readonly IReadOnlyList<Guid> Ids = [.. Enumerable.Range(1, 6).Select(i => new Guid(i, 0, 0, new byte[8]))];

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TaskItem task;
    private readonly List<Revision> log = [];
    private readonly Dictionary<TaskField, int> writtenIn = TaskField.All.ToDictionary(f => f, _ => 1);
    private readonly Known[] replicas = new Known[Step.Replicas];
    private Dictionary<TaskField, object?> state;

    public SharedTask()
    {
        var values = new TaskPatch()
            .With(TaskField.Title, "Title 0")
            .With(TaskField.Description, "one\ntwo\nthree\nfour\nfive\nsix\n")
            .With(TaskField.StatusId, Ids[0])
            .With(TaskField.LabelIds, new List<Guid> { Ids[0], Ids[1] });
        var draft = new NewTask(new Guid(7, 0, 0, new byte[8]), Ids[0], Ids[1], "WEB", 1);
        task = TaskItem.Create(draft, values, StatusCategory.Backlog, Ids[0], Now).Value;
        state = TaskField.All.ToDictionary(f => f, Copied);
        for (var i = 0; i < replicas.Length; i++)
            Read(i);
    }

    /// <summary>Lines that were moved by hand, about which the oracle says nothing.</summary>
    public int Unjudged { get; private set; }

    public int Merged { get; private set; }

    public int Conflicts { get; private set; }

    public string State => string.Join("; ", TaskField.All.Select(f => $"{f}={Written(f, f.Of(task))}"));

    public void Read(int replica) => replicas[replica] = new Known(task.Version, state, 0);

    /// <summary>Whether it was acknowledged.</summary>
    /// <exception cref="BrokenPromiseException">The answer or the state is not what the rules say.</exception>
    public bool Write(Step step)
    {
        if (step.Reads)
            Read(step.Replica);
        var known = replicas[step.Replica];
        var wanted = TaskField.All.Where(step.IsNamed).ToDictionary(f => f, f => step.ValueFor(f, known.Values[f]));
        if (step.Verb == Verb.Replace)
            wanted = wanted.Where(w => !w.Key.AreEqual(w.Value, known.Values[w.Key])).ToDictionary();
        var (before, version) = (state, task.Version);
        var expected = Expect(step, known, wanted, before);
        var answer = Send(step, known, wanted);
        Judge(step, known, answer, expected, before, version);
        if (answer.IsFailure)
            replicas[step.Replica] = known with { Shown = task.Version };
        return !answer.IsFailure;
    }

    /// <summary>As UpdateTask and ReplaceTask do it.</summary>
    private Result<TaskMerge> Send(Step step, Known known, Dictionary<TaskField, object?> wanted)
    {
        var mergeBase = new MergeBase(known.Version, log.GetRange(known.Version - 1, log.Count - known.Version + 1));
        var patch = new TaskPatch();
        foreach (var field in step.Verb == Verb.Replace ? TaskField.All : wanted.Keys.ToList())
            patch.With(field, wanted.TryGetValue(field, out var value) ? value : known.Values[field]);
        if (step.Verb == Verb.Replace)
            patch = patch.DifferencesFrom(field => mergeBase.ValueOf(field, task));
        if (step.Verb == Verb.Overwrite)
        {
            foreach (var field in wanted.Keys)
                patch.Overwriting(field, known.Shown);
        }

        var answer = task.Apply(patch, mergeBase, "WEB", _ => StatusCategory.Started, Ids[step.Replica], Now);
        foreach (var change in task.Events.OfType<TaskChanged>())
            log.Add(
                new Revision(
                    change.Resource.Version,
                    "somebody",
                    Now,
                    change.Changes.ToDictionary(c => TaskField.Find(c.Key)!, c => c.Value)
                )
            );
        task.ForgetEvents();
        return answer;
    }

    /// <summary>The state that the rules ask for, or the fields that conflict.</summary>
    private (Dictionary<TaskField, object?> Values, List<string> Conflicts) Expect(
        Step step,
        Known known,
        Dictionary<TaskField, object?> wanted,
        Dictionary<TaskField, object?> before
    )
    {
        var after = new Dictionary<TaskField, object?>(before);
        var conflicts = new List<string>();
        foreach (var (field, value) in wanted)
        {
            var was = known.Values[field];
            if (field.Kind == FieldKind.IdSet)
                after[field] = Set(before[field]).Union(Set(value).Except(Set(was))).Except(Set(was).Except(Set(value))).ToList();
            else if (Saw(step, known, field) || field.AreEqual(before[field], value))
                after[field] = value;
            else if (field.Kind == FieldKind.LongText && !field.AreEqual(was, value) && MergeText(field) is { } text)
                after[field] = text;
            else
                conflicts.Add(field.Name);
        }

        return (after, conflicts);

        string? MergeText(TaskField field)
        {
            try
            {
                return UniqueLines.Merge((string)known.Values[field]!, (string)before[field]!, (string)wanted[field]!);
            }
            catch (LinesMovedException)
            {
                Unjudged++;
                return TextMerge.Of((string)known.Values[field]!, (string)before[field]!, (string)wanted[field]!).Text;
            }
        }
    }

    private void Judge(
        Step step,
        Known known,
        Result<TaskMerge> answer,
        (Dictionary<TaskField, object?> Values, List<string> Conflicts) expected,
        Dictionary<TaskField, object?> before,
        int version
    )
    {
        var impossible = (DateOnly?)expected.Values[TaskField.StartDate] > (DateOnly?)expected.Values[TaskField.DueDate];
        var code =
            expected.Conflicts.Count > 0 ? ErrorCodes.VersionConflict
            : impossible ? ErrorCodes.ValidationFailed
            : null;
        Promise(answer.Refusal?.Code == code, () => $"answered {answer.Refusal?.Code ?? "ok"}, the rules say {code ?? "ok"}");
        if (code == ErrorCodes.VersionConflict)
            Promise(
                ((string[])answer.Refusal!.Details!["conflicting_fields"]!).SequenceEqual(expected.Conflicts.Order(StringComparer.Ordinal)),
                () => $"conflicting fields are {string.Join(",", expected.Conflicts)}"
            );
        Conflicts += expected.Conflicts.Count;

        var target = answer.IsFailure ? before : expected.Values;
        var changed = new List<TaskField>();
        foreach (var field in TaskField.All)
        {
            var value = field.Of(task);
            if (!Same(field, value, before[field]))
                changed.Add(field);
            Promise(
                Same(field, value, target[field]),
                () => $"{field} is {Written(field, field.Of(task))}, not {Written(field, target[field])}"
            );
        }

        foreach (var field in changed.Where(f => !Saw(step, known, f)))
        {
            Promise(
                field.Kind is FieldKind.IdSet or FieldKind.LongText,
                () => $"{field} of version {writtenIn[field]} was overwritten unseen"
            );
            if (field.Kind == FieldKind.LongText)
                Promise(
                    UniqueLines
                        .Of((string)before[field]!)
                        .Except(UniqueLines.Of((string)field.Of(task)!))
                        .All(UniqueLines.Of((string)known.Values[field]!).Contains),
                    () => "a line was taken away that its writer had not seen"
                );
            Merged++;
        }

        Promise(task.Version == (changed.Count > 0 ? version + 1 : version), () => $"version {version} became {task.Version}");
        if (changed.Count > 0)
            state = new Dictionary<TaskField, object?>(before);
        foreach (var field in changed)
            (writtenIn[field], state[field]) = (task.Version, Copied(field));
    }

    private bool Saw(Step step, Known known, TaskField field) =>
        writtenIn[field] <= (step.Verb == Verb.Overwrite ? Math.Max(known.Version, known.Shown) : known.Version);

    /// <summary>What others remember must not change when the task does.</summary>
    private object? Copied(TaskField field) => field.Kind == FieldKind.IdSet ? Set(field.Of(task)).ToList() : field.Of(task);

    private static bool Same(TaskField field, object? one, object? other) => ReferenceEquals(one, other) || field.AreEqual(one, other);

    private static HashSet<Guid> Set(object? ids) => [.. (IEnumerable<Guid>)ids!];

    private static string Written(TaskField field, object? value) =>
        field.Kind == FieldKind.IdSet ? string.Join(",", Set(value).Select(id => id.ToString()[7]).Order())
        : value is string text ? text.Replace("\n", "|", StringComparison.Ordinal)
        : value?.ToString() ?? "null";

    private static void Promise(bool kept, Func<string> orElse)
    {
        if (!kept)
            throw new BrokenPromiseException(orElse());
    }
}

internal sealed class BrokenPromiseException(string message) : Exception(message);
