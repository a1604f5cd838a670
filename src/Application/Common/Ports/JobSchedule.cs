namespace TaskFlow.Application.Common.Ports;

/// <summary>When a job runs, as all nodes share it.</summary>
/// <param name="NextRunAt">Null while it is paused.</param>
public sealed record JobSchedule(string Name, string Description, TimeSpan Every, bool IsPaused, DateTimeOffset? NextRunAt);
