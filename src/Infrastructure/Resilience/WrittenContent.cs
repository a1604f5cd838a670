using System.Net;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>
/// Knows whether a body was handed to the connection whole. Until then the receiver cannot have processed the request, afterwards it may have
/// (C-1.1).
/// </summary>
internal sealed class WrittenContent : HttpContent
{
    private readonly HttpContent content;

    public WrittenContent(HttpContent content)
    {
        this.content = content;
        foreach (var header in content.Headers)
            Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    public bool IsWritten { get; private set; }

    /// <summary>The next try begins.</summary>
    public void Rewind() => IsWritten = false;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await content.CopyToAsync(stream, context, cancellationToken);
        IsWritten = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }
}
