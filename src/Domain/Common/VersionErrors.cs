namespace TaskFlow.Domain.Common;

/// <summary>The refusals that name versions (api.md, "Versions").</summary>
public static class VersionErrors
{
    /// <summary>For resources that do not merge: the base version is not the current one.</summary>
    public static Error Stale(int expected, int current) =>
        new(
            ErrorCodes.VersionConflict,
            "It was changed meanwhile. Read it again and repeat the change.",
            Versions(expected, current, null)
        );

    /// <summary>The base is newer than what is stored: the client knows a state that a restore took back.</summary>
    public static Error FromFuture(int expected, int current) =>
        new(
            ErrorCodes.VersionConflict,
            "The base version does not exist yet. Reload: the data was restored from an earlier state.",
            Versions(expected, current, "base_from_future")
        );

    private static Dictionary<string, object?> Versions(int expected, int current, string? reason)
    {
        var details = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["expected_version"] = expected,
            ["current_version"] = current,
        };
        if (reason is not null)
            details["reason"] = reason;
        return details;
    }
}
