namespace TaskFlow.Infrastructure.Embedded;

/// <summary>Makes the directory of a new cluster.</summary>
internal sealed class ClusterFiles(PostgresBinaries binaries, ServerAccount account, string directory)
{
    /// <summary>Runs initdb beside the final place and moves the result there: an interrupted run leaves nothing that looks like a cluster.</summary>
    /// <param name="superuserPassword">Null trusts every local connection, for clusters that are thrown away.</param>
    /// <param name="cancellationToken">Stops initdb.</param>
    public async Task CreateAsync(string? superuserPassword, CancellationToken cancellationToken)
    {
        var unfinished = directory + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        PrivateFiles.CreateDirectory(unfinished);
        var passwordFile = directory + ".password";
        try
        {
            await account.GrantAsync(unfinished, cancellationToken);
            var authentication = await AuthenticationAsync(superuserPassword, passwordFile, cancellationToken);
            // Bytes order text the same on every machine and after every upgrade of its libraries; case mapping still knows Unicode.
            string[] arguments =
            [
                binaries.Initdb,
                "--pgdata",
                unfinished,
                "--username=postgres",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--lc-collate=C",
                "--lc-ctype=C",
                "--lc-messages=C",
                "--data-checksums",
                .. authentication,
            ];
            var initdb = await Command.RunAsync(account.Wrap(arguments), cancellationToken, environment: binaries.Environment);
            if (!initdb.Succeeded)
                throw new EmbeddedPostgresException($"initdb failed in '{unfinished}': {initdb.Output}");
            Directory.Move(unfinished, directory);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    /// <param name="trustApplication">
    /// Whether any local program may sign in as the application's role. In Development the connection string is printed without a password
    /// and works for a second node, psql and pgbench (configuration.md); elsewhere everyone needs the password.
    /// </param>
    /// <param name="cancellationToken">Stops writing.</param>
    public async Task WriteAccessRulesAsync(bool trustApplication, CancellationToken cancellationToken)
    {
        var method = trustApplication ? "trust" : "scram-sha-256";
        var rules = $"""
            # Written by TaskFlow at every start.
            host {EmbeddedPostgres.Role} {EmbeddedPostgres.Role} 127.0.0.1/32 {method}
            host all all 127.0.0.1/32 scram-sha-256

            """;
        await File.WriteAllTextAsync(Path.Combine(directory, "pg_hba.conf"), rules, cancellationToken);
    }

    private async Task<string[]> AuthenticationAsync(string? password, string passwordFile, CancellationToken cancellationToken)
    {
        if (password is null)
            return ["--auth=trust", "--no-sync"];
        await using (var writer = new StreamWriter(PrivateFiles.Create(passwordFile)))
            await writer.WriteAsync(password.AsMemory(), cancellationToken);
        await account.GrantAsync(passwordFile, cancellationToken);
        return ["--auth=scram-sha-256", $"--pwfile={passwordFile}"];
    }
}
