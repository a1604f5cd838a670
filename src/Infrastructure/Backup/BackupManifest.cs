namespace TaskFlow.Infrastructure.Backup;

/// <summary>
/// Last entry of a backup, so that a file cut short has none. <paramref name="Entries"/> is compared when it is read back.
/// </summary>
/// <param name="Format">Of the file; this release reads <see cref="CurrentFormat"/>.</param>
/// <param name="Postgres">Major version of the cluster.</param>
/// <param name="TakenAt">End of the backup: what was committed before it is in it.</param>
/// <param name="Entries">Files before the manifest.</param>
internal sealed record BackupManifest(int Format, string Postgres, DateTimeOffset TakenAt, int Entries)
{
    public const int CurrentFormat = 1;
    public const string EntryName = "manifest.json";
    public const string ClusterPrefix = "postgres/";
    public const string FilesPrefix = "files/";
    public const string SecretsName = "postgres.json";
}

/// <summary>What a finished backup or restore was about.</summary>
public sealed record BackupSummary(DateTimeOffset TakenAt, int Files, long Bytes);

/// <summary>The backup cannot be taken or used; the message is for the operator.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
