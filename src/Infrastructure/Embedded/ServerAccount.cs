namespace TaskFlow.Infrastructure.Embedded;

/// <summary>
/// Under which user id PostgreSQL runs: it refuses root. As root, a user namespace shows it another id while every file stays root's,
/// so that parent directories with mode 0700 do not matter; where namespaces are forbidden it runs as nobody and owns its directory.
/// </summary>
internal sealed class ServerAccount
{
    private static readonly string[] Namespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534"];
    private static readonly string[] Nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"];

    private readonly string[] prefix;

    private ServerAccount(string[] prefix) => this.prefix = prefix;

    private bool IsNobody => prefix == Nobody;

    public static async Task<ServerAccount> ChooseAsync(CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess || !OperatingSystem.IsLinux())
            return new ServerAccount([]);
        if (Command.Exists(Namespace[0]) && (await Command.RunAsync([.. Namespace, "true"], cancellationToken)).Succeeded)
            return new ServerAccount(Namespace);
        if (Command.Exists(Nobody[0]))
            return new ServerAccount(Nobody);
        throw new EmbeddedPostgresException(
            "PostgreSQL does not run as root, and neither unshare nor setpriv (package util-linux) is installed; run TaskFlow as another user."
        );
    }

    public IReadOnlyList<string> Wrap(params IEnumerable<string> commandLine) => [.. prefix, .. commandLine];

    /// <summary>Makes files usable for the server; only as nobody there is anything to do.</summary>
    /// <exception cref="EmbeddedPostgresException">A parent directory keeps nobody out.</exception>
    public async Task GrantAsync(string path, CancellationToken cancellationToken)
    {
        if (!IsNobody)
            return;
        await Command.RunAsync(["chown", "-R", "nobody:nogroup", path], cancellationToken);
        await RequireReachableAsync(path, cancellationToken);
    }

    public async Task RequireReachableAsync(string path, CancellationToken cancellationToken)
    {
        if (!IsNobody)
            return;
        var parents = new Stack<string>();
        for (var directory = Path.GetDirectoryName(path); directory is not null; directory = Path.GetDirectoryName(directory))
            parents.Push(directory);
        foreach (var directory in parents)
        {
            if (!(await Command.RunAsync(Wrap("test", "-x", directory), cancellationToken)).Succeeded)
                throw new EmbeddedPostgresException(
                    $"PostgreSQL runs as nobody here and cannot reach '{directory}' on the way to '{path}'; open it (chmod o+x), choose another TaskFlow:Data, or run TaskFlow as another user than root."
                );
        }
    }
}
