namespace TaskFlow.EndToEnd.Support;

/// <summary>Files of a run that people look at afterwards; git ignores the directory.</summary>
internal static class Artifacts
{
    public static string PathOf(string name)
    {
        var path = Path.Combine(Root(), "artifacts", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static string Root()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "TaskFlow.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
