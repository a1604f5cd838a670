namespace TaskFlow.Application.Common.Access;

public enum ResourceKind
{
    Organization,
    Project,
    Task,
    Status,
    Label,
    Milestone,
    SavedView,
    Import,
    Comment,
    Event,
    Integration,
}

/// <summary>How a request names the resource it is about. A task may be named by its readable key instead of its id.</summary>
public sealed record ResourceRef(ResourceKind Kind, Guid Id)
{
    public TaskKey? Key { get; init; }

    /// <summary>Decides between organizations in which the same key exists.</summary>
    public Guid? WithinOrganizationId { get; init; }

    public static ResourceRef Organization(Guid id) => new(ResourceKind.Organization, id);

    public static ResourceRef Project(Guid id) => new(ResourceKind.Project, id);

    public static ResourceRef Status(Guid id) => new(ResourceKind.Status, id);

    public static ResourceRef Label(Guid id) => new(ResourceKind.Label, id);

    public static ResourceRef Milestone(Guid id) => new(ResourceKind.Milestone, id);

    public static ResourceRef SavedView(Guid id) => new(ResourceKind.SavedView, id);

    public static ResourceRef Import(Guid id) => new(ResourceKind.Import, id);

    public static ResourceRef Comment(Guid id) => new(ResourceKind.Comment, id);

    /// <summary>A line of the log, by its envelope's id.</summary>
    public static ResourceRef Event(Guid id) => new(ResourceKind.Event, id);

    public static ResourceRef Integration(Guid id) => new(ResourceKind.Integration, id);

    public static ResourceRef Task(Guid id) => new(ResourceKind.Task, id);

    public static ResourceRef Task(TaskKey key, Guid? organizationId) =>
        new(ResourceKind.Task, Guid.Empty) { Key = key, WithinOrganizationId = organizationId };
}

/// <summary><c>WEB-42</c>: the key of a project and the number of a task in it.</summary>
public sealed record TaskKey(string ProjectKey, long Number)
{
    public static TaskKey? Parse(string text)
    {
        var dash = text.LastIndexOf('-');
        if (dash is < 2 or > 10 || !char.IsAsciiLetter(text[0]) || !text.AsSpan(0, dash).ContainsOnlyLettersOrDigits())
            return null;
        var digits = text.AsSpan(dash + 1);
        if (digits.Length is 0 or > 15 || digits[0] == '0' || digits.ContainsAnyExceptInRange('0', '9'))
            return null;
        return new TaskKey(text[..dash].ToUpperInvariant(), long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));
    }
}

internal static class KeyCharacters
{
    public static bool ContainsOnlyLettersOrDigits(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
        }

        return true;
    }
}
