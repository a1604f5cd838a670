using TaskFlow.Infrastructure.Embedded;

namespace TaskFlow.Integration.Telemetry;

/// <summary>What lies in <c>ops/</c>, and the program of Prometheus that judges it.</summary>
internal static class Operations
{
    private static readonly string Root = FindRoot();

    public static string PathTo(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathTo(file));

    /// <summary>Every file of rules.</summary>
    public static IEnumerable<string> Rules =>
        Directory.EnumerateFiles(PathTo("ops/prometheus/rules"), "*.yml").Select(file => Path.GetRelativePath(Root, file));

    public static Task<Command.Outcome> PromtoolAsync(params string[] arguments)
    {
        if (!Command.Exists("promtool"))
            throw new InvalidOperationException("The tests need promtool: ./dev test gets it, or apt-get install prometheus");
        return Command.RunAsync(["promtool", .. arguments], CancellationToken.None, Root);
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "TaskFlow.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests run from inside the repository.");
    }
}
