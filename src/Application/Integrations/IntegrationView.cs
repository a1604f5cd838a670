using TaskFlow.Domain.Integrations;

namespace TaskFlow.Application.Integrations;

/// <summary>An integration as it is shown: its secrets are written, never read.</summary>
/// <param name="ProjectIds">Empty = all.</param>
/// <param name="Events">Types of events, or <c>*</c> alone.</param>
public sealed record IntegrationView(
    Guid Id,
    IntegrationKind Kind,
    string Name,
    bool Enabled,
    IReadOnlyList<Guid> ProjectIds,
    IReadOnlyList<string> Events,
    IReadOnlyDictionary<string, string> Config,
    IntegrationStatus Status,
    string? StatusReason,
    int Version,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    internal static IntegrationView From(Integration integration) =>
        new(
            integration.Id,
            integration.Kind,
            integration.Name,
            integration.Enabled,
            integration.ProjectIds,
            integration.EventTypes,
            integration.Config,
            integration.Status,
            integration.StatusReason,
            integration.Version,
            integration.CreatedBy,
            integration.CreatedAt,
            integration.UpdatedAt
        );
}
