using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskFlow.Infrastructure.Embedded;

namespace TaskFlow.Infrastructure.Backup;

/// <summary>
/// Puts a backup in the place of a data directory's content. It is unpacked, recovered and finished beside the old one, which is then
/// moved aside and kept: a bad backup changes nothing.
/// </summary>
public static class ClusterRestore
{
    /// <summary>
    /// What clients hold and what was revoked after the backup is void now (S-3.4): every log starts a new epoch, every session ends. What Redis
    /// holds of the old installation is not this one's; a backup of a release before 0007 becomes a new one when it is migrated.
    /// </summary>
    private const string Finish = """
        UPDATE project_feeds SET epoch = gen_random_uuid();
        UPDATE sessions SET revoked_at = clock_timestamp() WHERE revoked_at IS NULL;
        DO $$ BEGIN
            IF to_regclass('installation') IS NOT NULL THEN
                UPDATE installation SET id = gen_random_uuid();
                DELETE FROM realtime_tickets;
            END IF;
        END $$;
        """;

    private static readonly string[] Content = ["postgres", "postgres.json", "files"];

    /// <param name="data">TaskFlow's <c>Data</c> directory; nobody may be using it.</param>
    /// <param name="source">A file of <see cref="ClusterBackup"/>.</param>
    /// <param name="logger">Told about recovery.</param>
    /// <param name="time">Names the directory that keeps the old content.</param>
    /// <param name="cancellationToken">Stops; the old content stays in place.</param>
    /// <returns>What was restored, and where the old content is, if there was any.</returns>
    public static async Task<(BackupSummary Summary, string? Kept)> RunAsync(
        string data,
        string source,
        ILogger logger,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var root = Path.GetFullPath(data);
        Directory.CreateDirectory(root);
        using var owner = await DirectoryOwner.TakeAsync(root, cancellationToken);
        await new Predecessor(EmbeddedPostgres.ClusterDirectory(root), logger).ClearAsync(cancellationToken);
        var stage = Path.Combine(root, "restore.unfinished");
        if (Directory.Exists(stage))
            Directory.Delete(stage, recursive: true);
        PrivateFiles.CreateDirectory(stage);
        var summary = await UnpackAsync(source, stage, cancellationToken);
        await FinishAsync(stage, logger, cancellationToken);
        var kept = Keep(root, time);
        foreach (var name in Content)
            Move(Path.Combine(stage, name), Path.Combine(root, name));
        Directory.Delete(stage, recursive: true);
        return (summary, kept);
    }

    private static async Task<BackupSummary> UnpackAsync(string source, string stage, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(source);
            await using var plain = new GZipStream(file, CompressionMode.Decompress);
            await using var tar = new TarReader(plain);
            BackupManifest? manifest = null;
            var entries = 0;
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (string.Equals(entry.Name, BackupManifest.EntryName, StringComparison.Ordinal))
                {
                    manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(
                        entry.DataStream!,
                        JsonSerializerOptions.Web,
                        cancellationToken
                    );
                    break;
                }
                await UnpackAsync(entry, stage, cancellationToken);
                entries++;
            }
            Check(manifest, entries, source);
            return new BackupSummary(manifest!.TakenAt, entries, file.Length);
        }
        catch (Exception error)
            when (error
                    is InvalidDataException
                        or EndOfStreamException
                        or JsonException
                        or FileNotFoundException
                        or DirectoryNotFoundException
            )
        {
            throw new BackupException($"'{source}' is no complete backup: {error.Message}", error);
        }
    }

    private static async Task UnpackAsync(TarEntry entry, string stage, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(Path.Combine(stage, entry.Name));
        if (!target.StartsWith(stage + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InvalidDataException($"the entry '{entry.Name}' points outside.");
        if (entry.EntryType == TarEntryType.Directory)
        {
            PrivateFiles.CreateDirectory(target);
            return;
        }
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var file = PrivateFiles.Create(target);
        if (entry.DataStream is { } content)
            await content.CopyToAsync(file, cancellationToken);
    }

    private static void Check(BackupManifest? manifest, int entries, string source)
    {
        if (manifest is null || manifest.Entries != entries)
            throw new BackupException($"'{source}' is cut short: {entries} files and no matching manifest.");
        if (manifest.Format != BackupManifest.CurrentFormat || manifest.Postgres != PostgresBinaries.MajorVersion)
            throw new BackupException(
                $"'{source}' has format {manifest.Format} of PostgreSQL {manifest.Postgres}; this release reads format {BackupManifest.CurrentFormat} of PostgreSQL {PostgresBinaries.MajorVersion}."
            );
    }

    /// <summary>Recovers the cluster and ends what the world outside still believes in, before anybody can connect to its final place.</summary>
    private static async Task FinishAsync(string stage, ILogger logger, CancellationToken cancellationToken)
    {
        await using var postgres = await EmbeddedPostgres.StartAsync(stage, trustLocalClients: false, logger, cancellationToken);
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(postgres.SuperuserConnectionString) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Finish, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static string? Keep(string root, TimeProvider time)
    {
        var present = Content.Where(name => Path.Exists(Path.Combine(root, name))).ToList();
        if (present.Count == 0)
            return null;
        var kept = Path.Combine(root, "before-restore-" + time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        PrivateFiles.CreateDirectory(kept);
        foreach (var name in present)
            Move(Path.Combine(root, name), Path.Combine(kept, name));
        return kept;
    }

    private static void Move(string from, string to)
    {
        if (File.Exists(from))
            File.Move(from, to);
        else if (Directory.Exists(from))
            Directory.Move(from, to);
    }
}
