using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TaskFlow.Load.Ceiling;

/// <summary>
/// The captured transaction as a pgbench script: the same statements in the same three round trips; only values that must differ from one
/// transaction to the next (ids, number, key, project) are computed by pgbench. Everything else is a parameter with the captured value.
/// </summary>
internal sealed partial class PgbenchScript
{
    private const int MatchMilliseconds = 1000;

    private readonly StringBuilder body = new();
    private readonly Dictionary<string, string> expressions = new(StringComparer.Ordinal);
    private int freshIds;

    private PgbenchScript() { }

    public string Text { get; private set; } = "";

    /// <summary>Values for <c>pgbench --define</c>.</summary>
    public Dictionary<string, string> Constants { get; } = new(StringComparer.Ordinal);

    /// <param name="transaction">As captured.</param>
    /// <param name="projects">How many projects there are; their ids are the numbers from 1, those of their statuses 100 × project + position.</param>
    public static PgbenchScript Of(CreateTransaction transaction, int projects)
    {
        var script = new PgbenchScript();
        var task = transaction.Created;
        script.expressions[task.GetProperty("project_id").GetString()!] = Id("project");
        script.expressions[task.GetProperty("status_id").GetString()!] = Id("status");
        // Of the ids that are not the project's or the task's, these are the same for every task.
        foreach (var id in ConstantIds(transaction))
            script.AddConstant(id);
        script.Add(transaction.Statements, task.GetProperty("number").GetInt64().ToString(CultureInfo.InvariantCulture));
        script.Text = Head(projects, script.freshIds) + script.body;
        return script;
    }

    /// <summary>The organization is the tenancy of the first statement; the person is in the answer.</summary>
    private static IEnumerable<string> ConstantIds(CreateTransaction transaction) =>
        transaction
            .Statements.SelectMany(s => s.Values)
            .OfType<string>()
            .Where(v => v.StartsWith('{') && Guid.TryParseExact(v.Trim('{', '}'), "D", out _))
            .Select(v => v.Trim('{', '}'))
            .Append(transaction.Created.GetProperty("created_by").GetString()!)
            .Distinct(StringComparer.Ordinal);

    /// <summary>Digits only, so that an integer of pgbench, padded, is a uuid.</summary>
    private static string Id(string variable) => $"lpad(:{variable}, 32, '0')::uuid";

    private static string Head(int projects, int freshIds)
    {
        var head = new StringBuilder();
        head.AppendLine(CultureInfo.InvariantCulture, $"\\set project random(1, {projects})");
        head.AppendLine("\\set status :project * 100 + :position");
        head.AppendLine("\\set turn :turn + 1");
        // Rising per client, as ids and numbers of the product are: new rows go to the end of an index, not all over it.
        head.AppendLine("\\set number (:run * 1000 + :client_id) * 1000000 + :turn");
        for (var i = 0; i < freshIds; i++)
            head.AppendLine(CultureInfo.InvariantCulture, $"\\set id{i} {i + 1} * 1000000000000 + :number");
        return head.ToString();
    }

    private void Add(IReadOnlyList<CapturedStatement> statements, string number)
    {
        body.AppendLine("\\startpipeline");
        foreach (var statement in statements)
        {
            // Round trips of the product: BEGIN and the look, the save, COMMIT (reliability.md 3.1).
            if (IsFirstOfSave(statement))
                body.AppendLine("\\endpipeline").AppendLine("\\startpipeline");
            if (statement.Sql.StartsWith("COMMIT", StringComparison.Ordinal))
                body.AppendLine("\\endpipeline");
            body.Append(Placeholder().Replace(statement.Sql, match => Expression(statement, match.ValueSpan, number))).AppendLine(";");
        }
    }

    private static bool IsFirstOfSave(CapturedStatement statement) =>
        statement.Sql.StartsWith("INSERT INTO tasks", StringComparison.Ordinal);

    private string Expression(CapturedStatement statement, ReadOnlySpan<char> placeholder, string number)
    {
        if (statement.Values[int.Parse(placeholder[1..], CultureInfo.InvariantCulture) - 1] is not { } value)
            return "NULL";
        // pgbench takes no empty definition.
        if (value.Length == 0)
            return "''";
        if (IsFirstOfSave(statement) && value == number)
            return ":number";
        if (expressions.TryGetValue(value, out var known))
            return known;
        if (Guid.TryParseExact(value, "D", out _))
            return expressions[value] = Id($"id{freshIds++}");
        if (OwnKey().IsMatch(value))
            return expressions[value] = $"'~' || lpad(:id{freshIds++}, 32, '0')";
        return LockKey().IsMatch(value) ? ":number" : AddConstant(value);
    }

    private string AddConstant(string value)
    {
        var name = $"value{Constants.Count}";
        Constants[name] = value;
        return expressions[value] = $":{name}";
    }

    [GeneratedRegex(@"\$[0-9]+", RegexOptions.None, MatchMilliseconds)]
    private static partial Regex Placeholder();

    /// <summary>A key made by the server for a request without one.</summary>
    [GeneratedRegex("^~[0-9a-f]{32}$", RegexOptions.None, MatchMilliseconds)]
    private static partial Regex OwnKey();

    /// <summary>A hash of 64 bits.</summary>
    [GeneratedRegex("^-?[0-9]{12,}$", RegexOptions.None, MatchMilliseconds)]
    private static partial Regex LockKey();
}
