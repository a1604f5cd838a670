namespace TaskFlow.Domain.Imports;

/// <summary>How words of the file are called here. Words are compared without case; what is not named stands for itself.</summary>
public sealed record ImportMapping
{
    public IReadOnlyDictionary<string, string> Status
    {
        get;
        init => field = WithoutCase(value);
    } = WithoutCase([]);

    public IReadOnlyDictionary<string, string> Priority
    {
        get;
        init => field = WithoutCase(value);
    } = WithoutCase([]);

    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = WithoutCase(value);
    } = WithoutCase([]);

    public IReadOnlyDictionary<string, string> Assignee
    {
        get;
        init => field = WithoutCase(value);
    } = WithoutCase([]);

    private static Dictionary<string, string> WithoutCase(IEnumerable<KeyValuePair<string, string>> names)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (from, to) in names)
            all[from.Trim()] = to.Trim();
        return all;
    }
}
