using System.Diagnostics;

namespace TaskFlow.Load;

/// <summary>Programs of the system that the bench drives.</summary>
internal static class Tools
{
    /// <summary>Installs the Debian package when it may; a clear word of what to install when it may not.</summary>
    public static async Task RequireAsync(string program, string package)
    {
        if (IsInstalled(program))
            return;
        if (IsInstalled("apt-get") && Environment.IsPrivilegedProcess)
        {
            Console.WriteLine($"Installing {package} ...");
            await RunAsync("apt-get", ["update", "-qq"]);
            await RunAsync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", package]);
        }

        if (!IsInstalled(program))
            throw new BenchException($"The bench needs {program}: apt-get install {package}");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="BenchException">It failed; with what it said.</exception>
    public static async Task<string> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string? directory = null,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
        };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new BenchException($"{program} could not be started.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new BenchException($"{program} failed with exit code {process.ExitCode}: {await output}{await errors}");
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
