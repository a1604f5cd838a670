using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <param name="Scopes">Null = all that its user may do.</param>
public sealed record TokenView(
    Guid Id,
    string Name,
    IReadOnlyList<string>? Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt
)
{
    internal static TokenView From(ApiToken token) =>
        new(token.Id, token.Name, token.Scopes.Count == 0 ? null : token.Scopes, token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
