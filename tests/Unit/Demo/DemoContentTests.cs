using TaskFlow.Application.Common.Filters;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;
using TaskFlow.Infrastructure.Demo;

namespace TaskFlow.Unit.Demo;

public sealed class DemoContentTests
{
    private static readonly DemoContent Content = DemoContent.Read();

    [Fact]
    public void Read_Team_HasOneOwnerWhoStandsFirst()
    {
        Content.Team.People[0].Should().BeEquivalentTo(new { Email = "demo@taskflow.test", Role = Role.Owner });
        Content.Team.People.Skip(1).Should().HaveCount(5).And.OnlyContain(p => p.Role != Role.Owner);
    }

    [Fact]
    public void Read_Projects_NameOnlyWhatExists()
    {
        var people = Content.Team.People.Select(p => p.Email).ToList();
        foreach (var project in Content.Projects)
        {
            var labels = project.Labels.Select(l => l.Name).ToList();
            labels.Should().OnlyHaveUniqueItems();
            project.Tasks.Select(t => t.Title).Should().OnlyHaveUniqueItems();
            project
                .Milestones.SelectMany(m => m.Tasks)
                .Should()
                .OnlyHaveUniqueItems()
                .And.OnlyContain(n => n >= 1 && n <= project.Tasks.Count);
            project.Comments.Select(c => c.By).Should().BeSubsetOf(people);
            project.Tasks.Select((t, i) => t.Parent ?? 0).Should().OnlyContain(parent => parent < project.Tasks.Count);
            project.Views.Should().OnlyContain(v => FilterParser.Parse(v.Filter).Refusal == null, "the grammar knows every word");
            foreach (var task in project.Tasks)
            {
                Status.Default.Select(s => s.Name).Should().Contain(task.Status, task.Title);
                task.Labels.Should().BeSubsetOf(labels, task.Title).And.NotBeEmpty(task.Title);
                task.Assignees.Should().BeSubsetOf(people, task.Title);
            }
        }
    }

    [Fact]
    public void Read_Tasks_ArePlausible()
    {
        var tasks = Content.Projects.SelectMany(p => p.Tasks).ToList();

        tasks.Count.Should().BeInRange(75, 90);
        tasks.Should().OnlyContain(t => t.Title.Length <= TaskItem.TitleMaxLength && t.Description.Sum(line => line.Length) >= 40);
        tasks.Should().OnlyContain(t => t.StartInDays == null || t.DueInDays == null || t.StartInDays <= t.DueInDays);
        tasks.Where(t => t.Status == "Done").Should().OnlyContain(t => t.DueInDays < 0 && t.Assignees.Count > 0);
    }
}
