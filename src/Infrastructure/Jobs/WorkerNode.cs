namespace TaskFlow.Infrastructure.Jobs;

/// <summary>This process, as it signs its runs and beats. A restarted node is another one.</summary>
public sealed class WorkerNode
{
    public string Name { get; } = $"{Environment.MachineName}-{Environment.ProcessId}-{Domain.Common.Ids.New().ToString("N")[^6..]}";
}
