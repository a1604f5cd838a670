namespace TaskFlow.Application.Common.Ports;

/// <summary>The schedules of the installation's jobs, shared by all nodes. A node without workers sees and changes them too.</summary>
public interface IJobSchedules
{
    Task<IReadOnlyList<JobSchedule>> ListAsync(CancellationToken cancellationToken);

    Task<bool> ExistsAsync(string job, CancellationToken cancellationToken);

    /// <summary>Has the job run as soon as a worker is free, also while it is paused. Asking again before it has run changes nothing.</summary>
    /// <returns>False when there is no such job.</returns>
    Task<bool> TriggerAsync(string job, Guid userId, CancellationToken cancellationToken);

    /// <summary>No tick of the schedule runs until it is resumed; a run that has begun ends as always.</summary>
    /// <returns>False when there is no such job.</returns>
    Task<bool> PauseAsync(string job, Guid userId, CancellationToken cancellationToken);

    /// <returns>False when there is no such job.</returns>
    Task<bool> ResumeAsync(string job, CancellationToken cancellationToken);
}
