using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace TaskFlow.Infrastructure.Backup;

/// <summary>Writes a compressed tar file. Files may change or shrink while they are copied: the log repairs them after a restore.</summary>
internal sealed class BackupArchive : IAsyncDisposable
{
    private readonly FileStream file;
    private readonly GZipStream compressed;
    private readonly TarWriter tar;

    public BackupArchive(FileStream file)
    {
        this.file = file;
        compressed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        tar = new TarWriter(compressed, TarEntryFormat.Pax, leaveOpen: true);
    }

    public int Entries { get; private set; }

    /// <summary>Copies a file as long as it was when opened; one that vanished meanwhile was not needed any more.</summary>
    public async Task AddFileAsync(string path, string name, CancellationToken cancellationToken)
    {
        FileStream source;
        try
        {
            source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return;
        }
        await using (source)
        await using (var fixedLength = new FixedLengthStream(source, source.Length))
            await AddAsync(name, fixedLength, cancellationToken);
    }

    public async Task AddTextAsync(string name, string text, CancellationToken cancellationToken)
    {
        await using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await AddAsync(name, content, cancellationToken);
    }

    /// <summary>A directory that must exist although nothing in it is copied.</summary>
    public async Task AddDirectoryAsync(string name, CancellationToken cancellationToken)
    {
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, name), cancellationToken);
        Entries++;
    }

    /// <summary>Flushes to disk: from here on the backup survives the machine.</summary>
    public async ValueTask DisposeAsync()
    {
        await tar.DisposeAsync();
        await compressed.DisposeAsync();
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
    }

    private async Task AddAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, cancellationToken);
        Entries++;
    }
}
