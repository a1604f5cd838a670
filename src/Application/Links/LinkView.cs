using TaskFlow.Domain.Links;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Links;

/// <summary>A link as one of its tasks sees it: <c>Task</c> is the other one.</summary>
public sealed record LinkView(Guid Id, LinkType Type, LinkDirection Direction, LinkedTaskView Task);

public sealed record LinkedTaskView(Guid Id, string Key, string Title, StatusCategory StatusCategory);

public enum LinkDirection
{
    /// <summary>This task blocks, relates to or duplicates the other.</summary>
    Outgoing,

    Incoming,
}
