using System.Text.Json;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Unit.Notifications;

public sealed class ConcernTests
{
    private static readonly Guid Task = Guid.Parse("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Ann = Guid.Parse("00000000-0000-7000-8000-00000000000a");
    private static readonly Guid Ben = Guid.Parse("00000000-0000-7000-8000-00000000000b");

    [Fact]
    public void NewTask_ConcernsItsAssignees()
    {
        var concern = Concern.Of("task.created", Task, "{}", $$$"""{"task":{"assignee_ids":["{{{Ann}}}","{{{Ben}}}"]}}""");
        concern.Should().BeEquivalentTo(new Concern(Task, [Ann, Ben], [], false));
        Concern.Of("task.created", Task, "{}", """{"task":{"assignee_ids":[]}}""").Should().BeNull();
    }

    [Theory]
    [InlineData("task.updated")]
    [InlineData("task.moved")]
    public void ChangedTask_ConcernsWhoBecameAssignee_AndWatchersWhenTheStatusChanged(string type)
    {
        var assigned = $$$"""{"assignee_ids":{"from":["{{{Ann}}}"],"to":["{{{Ann}}}","{{{Ben}}}"]}}""";
        Concern.Of(type, Task, assigned, null).Should().BeEquivalentTo(new Concern(Task, [Ben], [], false));
        Concern.Of(type, Task, """{"status_id":{"from":"a","to":"b"}}""", null).Should().BeEquivalentTo(new Concern(Task, [], [], true));
        Concern.Of(type, Task, """{"title":{"from":"a","to":"b"}}""", null).Should().BeNull();
        Concern.Of(type, Task, $$$"""{"assignee_ids":{"from":["{{{Ann}}}"],"to":[]}}""", null).Should().BeNull("who left is not told");
    }

    [Fact]
    public void DueTask_ConcernsWhomItReminds()
    {
        var concern = Concern.Of("task.due", Task, "{}", $$$"""{"due_date":"2026-03-01","state":"soon","user_ids":["{{{Ann}}}"]}""");
        concern.Should().BeEquivalentTo(new Concern(Task, [], [], false) { Due = [Ann] });
        concern!.Named.Should().Equal(Ann);
    }

    [Fact]
    public void Comment_ConcernsWhomItNamesAnew_AndWatchersWhenItIsNew()
    {
        var created = Concern.Of(
            "comment.created",
            Guid.Empty,
            "{}",
            $$$"""{"task_id":"{{{Task}}}","comment":{"mentions":["{{{Ann}}}"]}}"""
        );
        created.Should().BeEquivalentTo(new Concern(Task, [], [Ann], true));
        var about = $$$"""{"task_id":"{{{Task}}}"}""";
        var edited = Concern.Of(
            "comment.updated",
            Guid.Empty,
            $$$"""{"mentions":{"from":["{{{Ann}}}"],"to":["{{{Ben}}}","{{{Ann}}}"]}}""",
            about
        );
        edited.Should().BeEquivalentTo(new Concern(Task, [], [Ben], false));
        Concern.Of("comment.updated", Guid.Empty, """{"body":{"from":"a","to":"b"}}""", about).Should().BeNull();
        Concern.Of("comment.deleted", Guid.Empty, """{"deleted_at":{"from":null,"to":"x"}}""", about).Should().BeNull();
    }

    [Theory]
    [InlineData("task.created", "{}", null)]
    [InlineData("task.created", "{}", "{}")]
    [InlineData("task.created", "{}", """{"task":7}""")]
    [InlineData("task.created", "{}", """{"task":{"assignee_ids":"x"}}""")]
    [InlineData("task.created", "{}", """{"task":{"assignee_ids":[7]}}""")]
    [InlineData("task.updated", """{"assignee_ids":7}""", null)]
    [InlineData("task.updated", "nonsense", null)]
    [InlineData("comment.created", "{}", """{"task_id":7}""")]
    [InlineData("comment.updated", "{}", "{}")]
    public void EventThatIsNotAsTheCatalogueSays_IsPoison(string type, string changes, string? data)
    {
        var reading = () => Concern.Of(type, Task, changes, data);
        reading.Should().Throw<JsonException>();
    }

    [Fact]
    public void OtherEvents_ConcernNobody() => Concern.Of("label.created", Guid.Empty, "{}", null).Should().BeNull();
}
