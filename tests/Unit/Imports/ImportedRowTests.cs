using TaskFlow.Domain.Imports;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Unit.Imports;

public sealed class ImportedRowTests
{
    private static readonly ImportRow Plain = new(2, "x-1", "Title", "text", "Todo", "high", ["a"], ["ann"], "2026-01-31T10:00:00+02:00");

    [Fact]
    public void Read_WholeRow_UnderstandsEveryWord()
    {
        var row = ImportedRow.Read(Plain, new ImportMapping(), out var failure);

        failure.Should().BeEmpty();
        row.Should()
            .BeEquivalentTo(
                new ImportedRow(
                    2,
                    "x-1",
                    "Title",
                    "text",
                    "Todo",
                    TaskPriority.High,
                    ["a"],
                    ["ann"],
                    new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero)
                )
            );
    }

    [Fact]
    public void Read_MappedWords_AreReplacedWhateverTheirCase()
    {
        var mapping = new ImportMapping
        {
            Status = Names("todo", "In Progress"),
            Priority = Names("P1", "urgent"),
            Labels = Names("A", "b"),
            Assignee = Names("Ann", "ann@x.test"),
        };

        var row = ImportedRow.Read(Plain with { Priority = "p1", Labels = ["a", "b"] }, mapping, out _);

        row.Should().BeEquivalentTo(new { Status = "In Progress", Priority = TaskPriority.Urgent });
        row!.Labels.Should().Equal("b");
        row.Assignees.Should().Equal("ann@x.test");
    }

    [Fact]
    public void Read_AbsentColumns_SayNothing()
    {
        var row = ImportedRow.Read(new(2, null, "t", null, null, null, null, null, null), new ImportMapping(), out _);

        row.Should().Be(new ImportedRow(2, null, "t", null, null, null, null, null, null));
    }

    [Theory]
    [InlineData("", "high", "2026-01-31", "title is empty")]
    [InlineData("t", "5", "2026-01-31", "priority '5' is unknown")]
    [InlineData("t", "critical", "2026-01-31", "priority 'critical' is unknown")]
    [InlineData("t", "", "31.01.2026", "date '31.01.2026' is unknown")]
    [InlineData("t", "", "2026-02-30", "date '2026-02-30' is unknown")]
    public void Read_WhatCannotBeUnderstood_FailsTheRow(string title, string priority, string createdAt, string reason)
    {
        ImportedRow
            .Read(Plain with { Title = title, Priority = priority, CreatedAt = createdAt }, new ImportMapping(), out var failure)
            .Should()
            .BeNull();

        failure.Should().Contain(reason);
    }

    [Fact]
    public void Read_TooLongTexts_FailTheRowWithEveryReason()
    {
        var row = Plain with
        {
            Title = new('x', 501),
            Description = new('x', 100_001),
            Labels = [new('x', 51)],
            ExternalId = new('x', 201),
        };

        ImportedRow.Read(row, new ImportMapping(), out var failure).Should().BeNull();

        failure.Should().ContainAll("The title has", "The description has", "A label has", "The external_id has");
    }

    [Theory]
    [InlineData("Closed", StatusCategory.Done)]
    [InlineData("Won't fix", StatusCategory.Canceled)]
    [InlineData("Icebox", StatusCategory.Backlog)]
    [InlineData("To Do", StatusCategory.Unstarted)]
    [InlineData("QA", StatusCategory.Started)]
    public void DraftOf_StatusOfAnotherSystem_HasItsLikelyMeaning(string name, StatusCategory category) =>
        StatusWords.DraftOf(name).Category.Should().Be(category);

    private static Dictionary<string, string> Names(string from, string to) => new(StringComparer.OrdinalIgnoreCase) { [from] = to };
}
