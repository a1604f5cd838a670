using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Unit.Configuration;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("1048576", 1_048_576)]
    [InlineData("100MiB", 104_857_600)]
    [InlineData("20 MB", 20_000_000)]
    [InlineData("1.5 KiB", 1_536)]
    [InlineData("2gib", 2_147_483_648)]
    [InlineData("7 B", 7)]
    public void TryParse_WrittenByAnOperator_GivesTheSize(string text, long bytes)
    {
        ByteSize.TryParse(text, out var size).Should().BeTrue();
        size.Bytes.Should().Be(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1")]
    [InlineData("10 XB")]
    [InlineData("99999999999999GiB")]
    public void TryParse_NoSize_IsRefused(string text) => ByteSize.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void ToString_WholeUnits_UsesTheLargest()
    {
        ByteSize.FromMebibytes(100).ToString().Should().Be("100MiB");
        new ByteSize(1_500).ToString().Should().Be("1500");
    }
}
