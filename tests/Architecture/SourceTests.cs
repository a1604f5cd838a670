using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TaskFlow.Architecture.Support;
using TaskFlow.Domain.Common;

namespace TaskFlow.Architecture;

/// <summary>The shape of the sources.</summary>
public sealed class SourceTests
{
    private const int MaxLines = 300;

    // A migration is one step and never changed after it was applied; samples and demo data are data.
    private static readonly string[] Code = [".cs", ".ts", ".tsx", ".css", ".mjs", ".js", ".sh"];

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void File_HasAtMost300Lines(string folder)
    {
        var files = Rule.Subjects(Repository.Sources(folder, Code), 20);
        var tooLong = files.Select(f => (File: f, Lines: File.ReadLines(Repository.PathTo(f)).Count())).Where(f => f.Lines > MaxLines);
        Rule.HasNoBreaches(tooLong.Select(f => $"{f.File} has {f.Lines} lines"), $"a file has at most {MaxLines} lines");
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Regions_DoNotOccur(string folder)
    {
        var hash = '#';
        var files = Rule.Subjects(Repository.Sources(folder, ".cs"), 20);
        Rule.HasNoBreaches(
            files.Where(f => Regex.IsMatch(Read(f), $@"^\s*{hash}region\b", RegexOptions.Multiline)),
            "a region hides a class too many"
        );
    }

    [Fact]
    public void Entity_HasNoPublicSetter()
    {
        var entities = Rule.Subjects(
            typeof(Entity).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Entity)) || typeof(ITenantOwned).IsAssignableFrom(t)),
            8
        );
        var breaches =
            from entity in entities
            from property in entity.GetProperties()
            where
                property.SetMethod is { IsPublic: true } setter
                && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
            select $"{entity.Name}.{property.Name}";
        Rule.HasNoBreaches(breaches, "an entity changes through its methods");
    }

    private static string Read(string file) => File.ReadAllText(Repository.PathTo(file));
}
