using System.Globalization;
using System.Text.Json;
using Npgsql;
using TaskFlow.Infrastructure.Embedded;

namespace TaskFlow.Infrastructure.Backup;

/// <summary>
/// A backup of the embedded PostgreSQL and of the uploaded files while both are in use: the cluster's files between
/// <c>pg_backup_start</c> and <c>pg_backup_stop</c> with the log written meanwhile, then the files, which rows only ever precede.
/// </summary>
public static class ClusterBackup
{
    /// <summary>Directories of which only the name is kept: their content belongs to the running server.</summary>
    private static readonly HashSet<string> EmptyDirectories = new(StringComparer.Ordinal)
    {
        "pg_wal",
        "pg_replslot",
        "pg_dynshmem",
        "pg_notify",
        "pg_serial",
        "pg_snapshots",
        "pg_stat_tmp",
        "pg_subtrans",
        "log",
    };

    private static readonly HashSet<string> SkippedFiles = new(StringComparer.Ordinal)
    {
        "postmaster.pid",
        "postmaster.opts",
        "backup_label",
        "tablespace_map",
        "pg_internal.init",
    };

    /// <param name="data">TaskFlow's <c>Data</c> directory.</param>
    /// <param name="session">The running cluster of that directory.</param>
    /// <param name="target">The file to write; replaced only by a complete backup.</param>
    /// <param name="time">For the manifest.</param>
    /// <param name="cancellationToken">Stops; the target is left as it was.</param>
    public static async Task<BackupSummary> WriteAsync(
        string data,
        EmbeddedSession session,
        string target,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var root = Path.GetFullPath(data);
        var unfinished = target + ".unfinished";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        var summary = new BackupSummary(time.GetUtcNow(), 0, 0);
        await using (var archive = new BackupArchive(PrivateFiles.Create(unfinished)))
        {
            await CopyClusterAsync(archive, EmbeddedPostgres.ClusterDirectory(root), session.SuperuserConnectionString, cancellationToken);
            summary = summary with { TakenAt = time.GetUtcNow() };
            await archive.AddFileAsync(EmbeddedPostgres.SecretsFile(root), BackupManifest.SecretsName, cancellationToken);
            await CopyFilesAsync(archive, Path.Combine(root, "files"), cancellationToken);
            summary = summary with { Files = archive.Entries };
            var manifest = new BackupManifest(
                BackupManifest.CurrentFormat,
                PostgresBinaries.MajorVersion,
                summary.TakenAt,
                archive.Entries
            );
            await archive.AddTextAsync(
                BackupManifest.EntryName,
                JsonSerializer.Serialize(manifest, JsonSerializerOptions.Web),
                cancellationToken
            );
        }
        File.Move(unfinished, target, overwrite: true);
        return summary with { Bytes = new FileInfo(target).Length };
    }

    private static async Task CopyClusterAsync(BackupArchive archive, string cluster, string superuser, CancellationToken cancellationToken)
    {
        // One session for all of it: the server ends a backup whose session is gone.
        await using var connection = new NpgsqlConnection(Unpooled(superuser));
        await connection.OpenAsync(cancellationToken);
        // The slot keeps the log of the backup from being recycled before it is copied.
        await ScalarAsync(
            connection,
            "SELECT 1 FROM pg_create_physical_replication_slot('taskflow_backup_' || pg_backend_pid(), true, true)",
            cancellationToken
        );
        var first = await ScalarAsync(connection, "SELECT pg_walfile_name(pg_backup_start('taskflow', fast => true))", cancellationToken);
        await CopyDirectoryAsync(archive, cluster, BackupManifest.ClusterPrefix, isCluster: true, cancellationToken);
        var (last, label) = await StopAsync(connection, cancellationToken);
        await archive.AddTextAsync(BackupManifest.ClusterPrefix + "backup_label", label, cancellationToken);
        await CopyLogAsync(archive, Path.Combine(cluster, "pg_wal"), first, last, cancellationToken);
    }

    private static async Task<(string LastSegment, string Label)> StopAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_walfile_name(lsn), labelfile FROM pg_backup_stop(wait_for_archive => false)",
            connection
        );
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetString(0), reader.GetString(1));
    }

    /// <summary>Segment names order as text within a timeline; history files are few and small.</summary>
    private static async Task CopyLogAsync(
        BackupArchive archive,
        string directory,
        string first,
        string last,
        CancellationToken cancellationToken
    )
    {
        var names = Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        var needed = names.Where(name =>
            name.EndsWith(".history", StringComparison.Ordinal)
            || (name.Length == last.Length && string.CompareOrdinal(name, first) >= 0 && string.CompareOrdinal(name, last) <= 0)
        );
        if (!names.Contains(first, StringComparer.Ordinal) || !names.Contains(last, StringComparer.Ordinal))
            throw new BackupException($"The log of the backup ({first} to {last}) is not complete; free disk space and try again.");
        foreach (var name in needed)
            await archive.AddFileAsync(Path.Combine(directory, name), $"{BackupManifest.ClusterPrefix}pg_wal/{name}", cancellationToken);
    }

    private static async Task CopyFilesAsync(BackupArchive archive, string directory, CancellationToken cancellationToken)
    {
        if (Directory.Exists(directory))
            await CopyDirectoryAsync(archive, directory, BackupManifest.FilesPrefix, isCluster: false, cancellationToken);
    }

    private static async Task CopyDirectoryAsync(
        BackupArchive archive,
        string directory,
        string prefix,
        bool isCluster,
        CancellationToken cancellationToken
    )
    {
        await archive.AddDirectoryAsync(prefix, cancellationToken);
        foreach (var file in Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (!isCluster || !SkippedFiles.Contains(name))
                await archive.AddFileAsync(file, prefix + name, cancellationToken);
        }
        foreach (var child in Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(child);
            if (isCluster && (EmptyDirectories.Contains(name) || name.StartsWith("pgsql_tmp", StringComparison.Ordinal)))
                await archive.AddDirectoryAsync($"{prefix}{name}/", cancellationToken);
            else
                await CopyDirectoryAsync(archive, child, $"{prefix}{name}/", isCluster, cancellationToken);
        }
    }

    private static async Task<string> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture)!;
    }

    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "taskflow-backup" }.ConnectionString;
}
