using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Common.Filters;

/// <summary>The words that may stand before <c>:</c> in a filter.</summary>
public enum FilterKey
{
    Status,
    Category,
    Assignee,
    Label,
    Milestone,
    Priority,
    Parent,
    Due,
    Start,
    Created,
    Updated,
    Estimate,
}

public enum Comparison
{
    Is,
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// <summary>One condition of a filter; all of them must hold. Closed: the nested records are all there are.</summary>
public abstract record FilterTerm
{
    private FilterTerm() { }

    /// <summary>Occurs in key, title or description.</summary>
    public sealed record Text(string Value) : FilterTerm;

    /// <summary>Something of the project or organization by its name, still to be looked up.</summary>
    /// <param name="Position">Where the name stands in the filter, for the refusal of a name that nothing has.</param>
    public sealed record Named(FilterKey Key, string Name, int Position) : FilterTerm;

    public sealed record AssignedToMe : FilterTerm;

    /// <summary><c>label:none</c>.</summary>
    public sealed record Without(FilterKey Key) : FilterTerm;

    public sealed record InCategory(StatusCategory Category) : FilterTerm;

    public sealed record OfPriority(Comparison Comparison, TaskPriority Priority) : FilterTerm;

    /// <summary>Days of <c>created</c> and <c>updated</c> are days in UTC.</summary>
    public sealed record OnDay(FilterKey Key, Comparison Comparison, DateOnly Day) : FilterTerm;

    public sealed record Estimated(Comparison Comparison, decimal Estimate) : FilterTerm;
}
