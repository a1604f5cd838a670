using TaskFlow.Application.Operations;

namespace TaskFlow.Application.Common.Ports;

/// <summary>Counts over all organizations, and what this node knows of its breakers. It shows numbers, never anybody's content.</summary>
public interface IInstallationLook
{
    Task<OverviewView> TakeAsync(CancellationToken cancellationToken);
}
