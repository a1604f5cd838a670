using FsCheck;
using FsCheck.Fluent;
using TaskFlow.Application.Imports;
using TaskFlow.Infrastructure.Imports;
using TaskFlow.Tests.Shared;

namespace TaskFlow.Unit.Imports;

public sealed class CsvTaskWriterTests
{
    private static readonly DateTimeOffset Created = new(2026, 1, 31, 10, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public async Task WriteAsync_HostileText_ComesBackAsItWent()
    {
        var task = new ExportedTask(
            "x-1",
            "=cmd|' /C calc'!A0, \"quoted\"",
            " first\r\nsecond \"two\", 🤖\r\n\n",
            "In; Review",
            "high",
            ["a;b", @"c\d", @"e\", "ü, ö"],
            ["ann@x.test", "bo@x.test"],
            Created
        );

        var row = (await WriteAndReadAsync(task)).Should().ContainSingle().Subject;

        row.Should().BeEquivalentTo(task, o => o.Excluding(t => t.CreatedAt));
        row.CreatedAt.Should().Be("2026-01-31T10:00:00.123Z");
    }

    [Fact]
    public async Task WriteAsync_NoTasks_WritesTheHeaderAlone()
    {
        using var output = new MemoryStream();
        await using (var writer = new CsvTaskWriter(output))
            await writer.WriteAsync(AsyncEnumerable.Empty<ExportedTask>(), CancellationToken.None);

        System
            .Text.Encoding.UTF8.GetString(output.ToArray())
            .Should()
            .Be("external_id,title,description,status,priority,labels,assignee,created_at\n");
    }

    [Fact]
    public async Task WriteAsync_RealBacklog_RoundTripsEveryField()
    {
        var rows = CsvTaskFile.Read(File.ReadAllBytes(SharedData.Backlog), out _)!.Rows().ToList();

        var again = await WriteAndReadAsync([
            .. rows.Select(r => new ExportedTask(
                r.ExternalId!,
                r.Title,
                r.Description!,
                r.Status!,
                r.Priority!,
                r.Labels!,
                r.Assignees!,
                DateTimeOffset.Parse(r.CreatedAt!, System.Globalization.CultureInfo.InvariantCulture)
            )),
        ]);

        again.Should().HaveCount(5_000);
        foreach (var (before, after) in rows.Zip(again))
        {
            (after with { Labels = null, Assignees = null, CreatedAt = null })
                .Should()
                .Be(before with { Labels = null, Assignees = null, CreatedAt = null });
            after.Labels.Should().Equal(before.Labels);
            after.Assignees.Should().Equal(before.Assignees);
        }
    }

    [Fact]
    public void Split_JoinedNames_AreTheNames() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1_000),
            Prop.ForAll(
                Gen.ListOf(Gen.NonEmptyListOf(Gen.Elements(@"ab;\".ToCharArray())).Select(string.Concat)).ToArbitrary(),
                names => NameList.Split(NameList.Join(names)).SequenceEqual(names.Distinct(StringComparer.Ordinal), StringComparer.Ordinal)
            )
        );

    private static async Task<List<Domain.Imports.ImportRow>> WriteAndReadAsync(params ExportedTask[] tasks)
    {
        using var output = new MemoryStream();
        await using (var writer = new CsvTaskWriter(output))
            await writer.WriteAsync(tasks.ToAsyncEnumerable(), CancellationToken.None);

        var file = CsvTaskFile.Read(output.ToArray(), out var refusal);
        refusal.Should().BeNull();
        return [.. file!.Rows()];
    }
}
