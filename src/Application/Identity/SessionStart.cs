using TaskFlow.Application.Common.Access;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <summary>
/// The session that a register or login opens. The endpoint makes the secret, so that a command that runs twice sends the cookie it stored.
/// </summary>
public sealed record SessionStart(Secret Secret, string? UserAgent)
{
    private const int UserAgentMaxLength = 300;

    internal Session BeginFor(Guid userId, DateTimeOffset at) => Session.Begin(userId, Secret.Hash, Readable(UserAgent), at);

    /// <summary>What a stranger sent is shown in a list later: short, and without control characters.</summary>
    private static string? Readable(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var clean = new string([.. text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]);
        return clean.Length > UserAgentMaxLength ? clean[..UserAgentMaxLength] : clean;
    }
}
