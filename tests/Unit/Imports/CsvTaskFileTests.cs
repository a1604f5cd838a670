using System.Text;
using TaskFlow.Domain.Imports;
using TaskFlow.Infrastructure.Imports;
using TaskFlow.Tests.Shared;

namespace TaskFlow.Unit.Imports;

public sealed class CsvTaskFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \r\n\n")]
    public void Read_NothingInIt_IsRefusedAsEmpty(string text) =>
        Refusal(text).Should().BeEquivalentTo(new { Reason = CsvRefusalReason.Empty });

    [Theory]
    [InlineData(new byte[] { (byte)'t', 0xFF, (byte)'x' })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'t', 0 })]
    [InlineData(new byte[] { (byte)'t', 0, (byte)'x' })]
    public void Read_NotUtf8Text_IsRefused(byte[] content)
    {
        CsvTaskFile.Read(content, out var refusal).Should().BeNull();

        refusal!.Reason.Should().Be(CsvRefusalReason.NotUtf8);
    }

    [Theory]
    [InlineData("name,description\na,b\n", CsvRefusalReason.NoTitleColumn)]
    [InlineData("title,status, TITLE \na,b,c\n", CsvRefusalReason.DuplicateColumn)]
    public void Read_HeaderThatCannotBeMapped_IsRefused(string text, CsvRefusalReason reason) => Refusal(text).Reason.Should().Be(reason);

    [Theory]
    [InlineData("title,\"description\na,b\n", 1)]
    [InlineData("title,description\na,b\n\"never,c\nd,e\n", 3)]
    [InlineData("title,description\na,\"two\nlines\"\n5\" disk,\"never\nd,e\n", 3)]
    [InlineData("title,description\na,\"escaped\"\"\n", 2)]
    [InlineData("title,description\na,\"", 2)]
    public void Read_EndsInsideAQuote_NamesTheRowThatOpenedIt(string text, int row) =>
        Refusal(text).Should().BeEquivalentTo(new { Reason = CsvRefusalReason.BrokenQuotes, Row = row }, o => o.ExcludingMissingMembers());

    [Fact]
    public void Read_TextAfterAClosingQuote_IsRefusedWithItsRow() =>
        Refusal("title\nfine\n\"he said \"hi\" twice\"\n").Should().BeEquivalentTo(new { Reason = CsvRefusalReason.BrokenQuotes, Row = 3 });

    [Fact]
    public void Rows_StrayQuoteInsideAnUnquotedField_IsText() =>
        Rows("title\n5\" disk\nnext\n").Select(r => r.Title).Should().Equal("5\" disk", "next");

    [Theory]
    [InlineData("\uFEFFtitle,description\r\na,\"x\r\ny \"\r\n\r\nb, z")]
    [InlineData("title,description\na,\"x\r\ny \"\nb, z\n")]
    public void Rows_AnyLineEnds_KeepDescriptionsByteForByte(string text) =>
        Rows(text).Select(r => (r.Row, r.Title, r.Description)).Should().Equal((2, "a", "x\r\ny "), (3, "b", " z"));

    [Fact]
    public void Rows_AllColumns_AreReadByHeader() =>
        Rows("Labels,TITLE,external_id,status,priority,assignee,created_at,description\na;b ; ;a, t ,x-1, Todo ,high,ann,2026-01-31, d \n")
            .Should()
            .BeEquivalentTo([new ImportRow(2, "x-1", "t", " d ", "Todo", "high", ["a", "b"], ["ann"], "2026-01-31")]);

    [Fact]
    public void Rows_AbsentColumnsAndShortRecords_AreNull() =>
        Rows("title,status,labels\na\n").Should().BeEquivalentTo([new ImportRow(2, null, "a", null, null, null, null, null, null)]);

    [Fact]
    public void Read_UnknownColumnsAndSurplusFields_AreWarnedOf() =>
        Whole("title,weight\na,1\nb,2,3\n").Warnings.Select(w => w.Row).Should().Equal(1, 3);

    [Fact]
    public void Read_RealBacklog_HasFiveThousandWholeRows()
    {
        var file = CsvTaskFile.Read(File.ReadAllBytes(SharedData.Backlog), out var refusal);

        refusal.Should().BeNull();
        file!.RowsTotal.Should().Be(5_000);
        file.Warnings.Should().BeEmpty();
        var rows = file.Rows().ToList();
        rows.Should().HaveCount(5_000).And.OnlyContain(r => r.Title.Length > 0 && r.Status!.Length > 0);
        rows.Select(r => r.ExternalId).Should().OnlyHaveUniqueItems();
        rows[^1]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Row = 5_001,
                    ExternalId = "c44992582",
                    Title = "list (#2845)",
                    Status = "Done",
                }
            );
        rows.Should().Contain(r => r.Title.Contains("🤖🤖🤖", StringComparison.Ordinal));
    }

    private static CsvRefusal Refusal(string text)
    {
        CsvTaskFile.Read(Encoding.UTF8.GetBytes(text), out var refusal).Should().BeNull();
        return refusal!;
    }

    private static CsvTaskFile Whole(string text)
    {
        var file = CsvTaskFile.Read(Encoding.UTF8.GetBytes(text), out var refusal);
        refusal.Should().BeNull();
        return file!;
    }

    private static List<ImportRow> Rows(string text) => [.. Whole(text).Rows()];
}
