namespace TaskFlow.WebApi.Commands;

/// <summary>Commands of operators: the same program, started for one answer. <c>./dev</c> passes them on.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, Func<string[], Task<int>>> Commands = new(StringComparer.Ordinal)
    {
        ["--check-config"] = CheckConfig.RunAsync,
        ["backup"] = BackupData.RunAsync,
        ["restore"] = RestoreData.RunAsync,
        ["user"] = ResetPassword.RunAsync,
        ["import"] = ImportFile.RunAsync,
        ["migrate"] = MigrateSchema.RunAsync,
    };

    /// <summary>The command that the first argument names, or null to serve.</summary>
    public static Func<Task<int>>? Find(string[] args) =>
        args.Length > 0 && Commands.TryGetValue(args[0], out var command) ? () => OperatorContext.GuardAsync(() => command(args)) : null;
}
