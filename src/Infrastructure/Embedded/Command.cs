using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>Short-lived helper programs (npm, initdb, kill): run, wait, read what they said.</summary>
internal static class Command
{
    public sealed record Outcome(int ExitCode, string Output)
    {
        public bool Succeeded => ExitCode == 0;
    }

    /// <exception cref="EmbeddedPostgresException">The program does not exist.</exception>
    public static async Task<Outcome> RunAsync(
        IReadOnlyList<string> commandLine,
        CancellationToken cancellationToken,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        using var process = Process.Start(StartInfo(commandLine, workingDirectory, environment)) ?? throw Missing(commandLine[0]);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return new Outcome(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Everything redirected: .NET then leaves the terminal alone, and no child keeps our output open.</summary>
    public static ProcessStartInfo StartInfo(
        IReadOnlyList<string> commandLine,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var info = new ProcessStartInfo(commandLine[0], commandLine.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            info.Environment[name] = value;
        return info;
    }

    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, program)));

    /// <summary>Sends a signal; a process that is already gone is no error.</summary>
    public static async Task SignalAsync(int processId, string signal, CancellationToken cancellationToken) =>
        await RunAsync(
            ["/bin/sh", "-c", "kill -\"$0\" \"$1\"", signal, processId.ToString(CultureInfo.InvariantCulture)],
            cancellationToken
        );

    public static EmbeddedPostgresException Missing(string program, Win32Exception? cause = null) =>
        new(
            $"The program '{program}' cannot be started; install it or set TaskFlow:Database:Connection to a PostgreSQL of your own.",
            cause
        );
}
