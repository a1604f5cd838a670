using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Unit.Resilience;

public sealed class CappedBodyTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(CappedBody.Cap)]
    public async Task Read_BodyWithinTheCap_IsWhole(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var reading = await ReadAsync(new StreamContent(new MemoryStream(bytes)));
        reading.Flaw.Should().BeNull();
        reading.Bytes.ToArray().Should().Equal(bytes);
    }

    [Fact]
    public async Task Read_EndlessBody_StopsJustBehindTheCap()
    {
        var endless = new Endless();
        var reading = await ReadAsync(new StreamContent(endless));
        reading.Flaw.Should().NotBeNull();
        reading.Bytes.Length.Should().Be(0);
        endless.Taken.Should().Be(CappedBody.Cap + 1);
    }

    [Fact]
    public async Task Read_AnnouncedAsTooLong_TakesNothing()
    {
        var endless = new Endless();
        var content = new StreamContent(endless) { Headers = { ContentLength = CappedBody.Cap + 1 } };
        (await ReadAsync(content)).Flaw.Should().NotBeNull();
        endless.Taken.Should().Be(0);
    }

    [Fact]
    public async Task Read_Silence_EndsAfterTheLongestOne()
    {
        var reading = await ReadAsync(new StreamContent(new Endless { Pause = TimeSpan.FromMinutes(1) }), silence: Soon);
        reading.TimedOut.Should().BeTrue();
    }

    [Fact]
    public async Task Read_SlowButNeverSilent_EndsAfterTheTotal()
    {
        var slow = new Endless { Pause = Soon / 20, Piece = 1 };
        var reading = await ReadAsync(new StreamContent(slow), total: 5 * Soon);
        reading.TimedOut.Should().BeTrue();
        slow.Taken.Should().BePositive();
    }

    [Fact]
    public async Task Read_CallerGivesUp_Throws()
    {
        using var caller = new CancellationTokenSource(Soon);
        var body = new CappedBody(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeProvider.System);
        var read = () => body.ReadAsync(new StreamContent(new Endless { Pause = TimeSpan.FromMinutes(1) }), caller.Token);
        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    private static Task<BodyReading> ReadAsync(HttpContent content, TimeSpan? silence = null, TimeSpan? total = null)
    {
        var minute = TimeSpan.FromMinutes(1);
        return new CappedBody(silence ?? minute, total ?? minute, TimeProvider.System).ReadAsync(content, default);
    }

    /// <summary>Bytes without end, as many as are asked for.</summary>
    private sealed class Endless : Stream
    {
        public long Taken { get; private set; }

        public TimeSpan Pause { get; init; }

        public int Piece { get; init; } = int.MaxValue;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Pause > TimeSpan.Zero)
                await Task.Delay(Pause, cancellationToken);
            var length = Math.Min(buffer.Length, Piece);
            Taken += length;
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
