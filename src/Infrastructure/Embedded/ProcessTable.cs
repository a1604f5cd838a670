using System.Diagnostics;
using System.Globalization;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>What the system says about processes that are not our children.</summary>
internal static class ProcessTable
{
    /// <summary>Running, which a zombie is not: its files are closed and nothing of it can write any more.</summary>
    public static bool IsAlive(int processId)
    {
        if (!OperatingSystem.IsLinux())
            return Process.GetProcesses().Any(process => process.Id == processId);
        return State(processId) is { } state and not ('Z' or 'X');
    }

    /// <summary>
    /// Live server processes of a cluster. Every PostgreSQL process works in its data directory, which tells it from another program
    /// that got the same id after a restart of the machine.
    /// </summary>
    public static IReadOnlyList<int> OfCluster(string dataDirectory)
    {
        if (!Directory.Exists(dataDirectory))
            return [];
        if (!OperatingSystem.IsLinux())
            return OfClusterByPidFile(dataDirectory);
        var target = Path.TrimEndingDirectorySeparator(Resolve(dataDirectory));
        return
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(directory =>
                    int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
                )
                .Where(id => id > 0 && string.Equals(WorkingDirectory(id), target, StringComparison.Ordinal) && IsAlive(id)),
        ];
    }

    private static List<int> OfClusterByPidFile(string dataDirectory) =>
        PostmasterPid(dataDirectory) is { } id && IsAlive(id) && IsPostgres(id) ? [id] : [];

    /// <summary>The process id in the first line of <c>postmaster.pid</c>, or null.</summary>
    public static int? PostmasterPid(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, "postmaster.pid");
        if (!File.Exists(file))
            return null;
        return int.TryParse(File.ReadLines(file).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private static char? State(int processId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{processId}/stat");
            return text[text.LastIndexOf(')') + 2];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? WorkingDirectory(int processId)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/cwd").LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The kernel shows working directories without symbolic links.</summary>
    private static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        var parent = Path.GetDirectoryName(full);
        if (parent is null)
            return full;
        var here = Path.Combine(Resolve(parent), Path.GetFileName(full));
        return Directory.ResolveLinkTarget(here, returnFinalTarget: true)?.FullName ?? here;
    }

    private static bool IsPostgres(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
