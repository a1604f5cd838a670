using System.Globalization;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>A body that was read, or why it was not.</summary>
/// <param name="TimedOut">Whether it was too slow rather than too long or cut off.</param>
internal readonly record struct BodyReading(ReadOnlyMemory<byte> Bytes, string? Flaw = null, bool TimedOut = false);

/// <summary>Reads a body that a stranger writes: bounded in size, in silence and in time (C-2). The HTTP client's own limits end at the headers.</summary>
/// <param name="silence">The longest wait between two pieces.</param>
internal sealed class CappedBody(TimeSpan silence, TimeSpan total, TimeProvider clock)
{
    public const int Cap = 1024 * 1024;

    private const int Piece = 16 * 1024;

    /// <summary>Throws only on cancellation by the caller's token.</summary>
    public async Task<BodyReading> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > Cap)
            return TooLong();
        using var whole = new CancellationTokenSource(total, clock);
        using var pause = new CancellationTokenSource(silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, whole.Token, pause.Token);
        try
        {
            return await ReadAsync(content, pause, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new BodyReading(default, "The body of the answer came too slowly.", TimedOut: true);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            return new BodyReading(default, "The answer broke off within its body.");
        }
    }

    private async Task<BodyReading> ReadAsync(HttpContent content, CancellationTokenSource pause, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[Piece];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken);
            if (read == 0)
                return new BodyReading(bytes.AsMemory(0, length));
            length += read;
            if (length > Cap)
                return TooLong();
            pause.CancelAfter(silence);
            if (length == bytes.Length)
                Array.Resize(ref bytes, Math.Min(2 * length, Cap + 1));
        }
    }

    private static BodyReading TooLong() =>
        new(default, string.Create(CultureInfo.InvariantCulture, $"The body of the answer is longer than {Cap} bytes."));
}
