namespace TaskFlow.Domain.Projects;

/// <summary>What a status means for the clock of a task: <see cref="Started"/> starts it, <see cref="Done"/> completes it.</summary>
public enum StatusCategory
{
    Backlog,
    Unstarted,
    Started,
    Done,
    Canceled,
}
