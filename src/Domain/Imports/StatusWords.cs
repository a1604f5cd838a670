using TaskFlow.Domain.Projects;

namespace TaskFlow.Domain.Imports;

/// <summary>What a status of another system most likely means. Somebody who knows better changes its category on the board.</summary>
public static class StatusWords
{
    private static readonly (StatusCategory Category, string Color, string[] Words)[] Known =
    [
        (StatusCategory.Canceled, "#c02626", ["cancel", "wont", "won't", "reject", "duplicate", "invalid", "declined", "abandoned"]),
        (StatusCategory.Done, "#16703d", ["done", "closed", "complete", "resolved", "fixed", "shipped", "released", "merged", "deployed"]),
        (StatusCategory.Backlog, "#8a93a3", ["backlog", "icebox", "idea", "someday", "later", "triage"]),
        (StatusCategory.Unstarted, "#5a6270", ["todo", "to do", "to-do", "open", "new", "ready", "planned", "next", "selected"]),
    ];

    /// <summary>The draft of a status that is created for an import: a started one unless its name says otherwise.</summary>
    public static StatusDraft DraftOf(string name)
    {
        foreach (var (category, color, words) in Known)
        {
            if (words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return new(name, category, color, null);
        }

        return new(name, StatusCategory.Started, "#3453c4", null);
    }
}
