namespace TaskFlow.Architecture.Support;

/// <summary>The sources that the tests were built from.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Generated = new(StringComparer.Ordinal)
    {
        "bin",
        "obj",
        "node_modules",
        "dist",
        "wwwroot",
        "artifacts",
        "test-results",
    };

    public static string Root { get; } = FindRoot();

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Files that people write, below <paramref name="folder"/>, as paths from the root.</summary>
    public static IEnumerable<string> Sources(string folder, params string[] extensions) =>
        Walk(PathTo(folder))
            .Where(f => extensions.Contains(Path.GetExtension(f), StringComparer.Ordinal))
            .Select(f => Path.GetRelativePath(Root, f));

    private static IEnumerable<string> Walk(string directory) =>
        Directory
            .EnumerateDirectories(directory)
            .Where(d => !Generated.Contains(Path.GetFileName(d)))
            .SelectMany(Walk)
            .Concat(Directory.EnumerateFiles(directory));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "TaskFlow.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests run from inside the repository.");
    }
}
