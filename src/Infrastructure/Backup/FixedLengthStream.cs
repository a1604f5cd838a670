namespace TaskFlow.Infrastructure.Backup;

/// <summary>Reads exactly as many bytes as a tar entry announces: growth is cut off, a missing end is zeros, as PostgreSQL's own base backup does.</summary>
internal sealed class FixedLengthStream(Stream source, long length) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - position);
        return Complete(buffer[..wanted], source.Read(buffer[..wanted]));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, length - position);
        var read = await source.ReadAsync(buffer[..wanted], cancellationToken);
        return Complete(buffer.Span[..wanted], read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Complete(Span<byte> wanted, int read)
    {
        var given = read;
        if (read == 0 && wanted.Length > 0)
        {
            wanted.Clear();
            given = wanted.Length;
        }
        position += given;
        return given;
    }
}
