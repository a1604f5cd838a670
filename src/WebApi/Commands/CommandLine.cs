namespace TaskFlow.WebApi.Commands;

/// <summary>Commands of operators: the same program, started for one answer. <c>./dev</c> passes them on.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, Func<string[], Task<int>>> Commands = new(StringComparer.Ordinal)
    {
        ["--check-config"] = CheckConfig.RunAsync,
    };

    /// <summary>The command that the first argument names, or null to serve.</summary>
    public static Func<string[], Task<int>>? Find(string[] args) => args.Length > 0 ? Commands.GetValueOrDefault(args[0]) : null;
}
