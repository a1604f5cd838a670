using TaskFlow.Domain.Common;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Unit.Tasks;

public sealed class TaskLineageTests
{
    private static readonly Guid Task = Ids.New();

    [Fact]
    public void TaskAboveItsParent_IsACycle() => Code(new TaskLineage([Ids.New(), Task], Levels(2))).Should().Be("cycle");

    [Fact]
    public void TaskBelowItself_IsACycle() => Code(new TaskLineage([Task], Levels(1))).Should().Be("cycle");

    [Theory]
    [InlineData(4, 1, null)]
    [InlineData(1, 4, null)]
    [InlineData(5, 1, "too_deep")]
    [InlineData(1, 5, "too_deep")]
    [InlineData(3, 3, "too_deep")]
    public void LevelsAboveAndBelow_AreFiveTogether(int above, int below, string? expected) =>
        Code(new TaskLineage([.. Enumerable.Range(0, above).Select(_ => Ids.New())], Levels(below))).Should().Be(expected);

    [Fact]
    public void NewTask_BringsOneLevel()
    {
        var noLevels = new Dictionary<Guid, int>();
        Code(new TaskLineage([Ids.New(), Ids.New(), Ids.New(), Ids.New()], noLevels)).Should().BeNull();
        Code(new TaskLineage([Ids.New(), Ids.New(), Ids.New(), Ids.New(), Ids.New()], noLevels)).Should().Be("too_deep");
    }

    private static Dictionary<Guid, int> Levels(int levels) => new() { [Task] = levels };

    private static string? Code(TaskLineage lineage) => lineage.RefusalOf(Task)?.Code;
}
