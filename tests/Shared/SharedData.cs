namespace TaskFlow.Tests.Shared;

/// <summary>The real work items that lie beside the repository (`shared/data`); <c>TASKFLOW_SHARED</c> names another place.</summary>
internal static class SharedData
{
    public static string Backlog => Locate(Path.Combine("data", "backlog.csv"));

    private static string Locate(string file)
    {
        if (Environment.GetEnvironmentVariable("TASKFLOW_SHARED") is { Length: > 0 } configured)
            return Existing(Path.Combine(configured, file));

        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (Path.Combine(directory.FullName, "shared", file) is var candidate && File.Exists(candidate))
                return candidate;

        throw new FileNotFoundException($"'shared/{file}' lies beside no parent of {AppContext.BaseDirectory}; set TASKFLOW_SHARED.", file);
    }

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new FileNotFoundException("TASKFLOW_SHARED does not hold the file.", path);
}
