using TaskFlow.Application.Tasks;

namespace TaskFlow.Application.Common.Ports;

/// <summary>The hottest read of the service: one task as it is shown.</summary>
public interface ITaskReader
{
    /// <summary>Sees everything that was committed before the call, in its organization only.</summary>
    /// <returns>Null when the organization has no such task.</returns>
    Task<TaskView?> FindAsync(Guid organizationId, Guid taskId, CancellationToken cancellationToken);
}
