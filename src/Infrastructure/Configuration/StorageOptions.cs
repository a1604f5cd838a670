namespace TaskFlow.Infrastructure.Configuration;

/// <summary>Redis shares limits, presence and realtime between nodes.</summary>
public sealed record RedisOptions
{
    /// <summary>StackExchange.Redis configuration, <c>host:port</c> at least. Empty: in-process, for one node.</summary>
    [Secret]
    public string Connection { get; init; } = "";

    /// <inheritdoc cref="DatabaseOptions.ToString"/>
    public override string ToString() => nameof(RedisOptions);
}

public enum FileStoreKind
{
    /// <summary>Below <see cref="TaskFlowOptions.Data"/>; several nodes must share that directory.</summary>
    Disk,

    /// <summary>An S3 bucket.</summary>
    S3,
}

/// <summary>Attachments.</summary>
public sealed record FilesOptions
{
    /// <summary><c>disk</c> or <c>s3</c>.</summary>
    public FileStoreKind Store { get; init; } = FileStoreKind.Disk;

    /// <summary>Largest attachment; 100 MiB. The one place for this limit.</summary>
    public ByteSize MaxSize { get; init; } = ByteSize.FromMebibytes(100);

    /// <summary>An upload address is valid this long; 15 min.</summary>
    public TimeSpan UploadExpiry { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>An upload not confirmed within this is given up; 1 h.</summary>
    public TimeSpan ConfirmExpiry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A stored object that no row names is deleted at this age; 24 h, longer than any upload may take.</summary>
    public TimeSpan OrphanAge { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>Full-text search.</summary>
public sealed record SearchOptions
{
    /// <summary>Address of Elasticsearch. Empty: PostgreSQL searches.</summary>
    [Secret]
    public string Elasticsearch { get; init; } = "";

    /// <inheritdoc cref="DatabaseOptions.ToString"/>
    public override string ToString() => nameof(SearchOptions);
}

/// <summary>CSV imports.</summary>
public sealed record ImportsOptions
{
    /// <summary>Largest file; 20 MiB.</summary>
    public ByteSize MaxSize { get; init; } = ByteSize.FromMebibytes(20);
}
