using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TaskFlow.Application.Common;
using TaskFlow.Architecture.Support;
using TaskFlow.Domain.Activities;
using TaskFlow.Domain.Common;

namespace TaskFlow.Architecture;

/// <summary>
/// Events are a contract: logs, webhooks and clients of later releases read what this one writes. Each type has a stored sample in
/// <c>Events/</c>; a sample is added or extended, never changed. <c>TASKFLOW_UPDATE_CONTRACTS=1</c> writes them.
/// </summary>
public sealed partial class EventCatalogueTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Folder => Repository.PathTo("tests", "Architecture", "Events");

    public static TheoryData<string> Types => [.. SampleEvents.All.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void Event_IsWrittenAsItsStoredSample(string type)
    {
        var happened = SampleEvents.All[type];
        happened.Type.Should().Be(type);
        var written = WithStableIds(Written(happened));
        var file = Path.Combine(Folder, $"{type}.json");
        if (Environment.GetEnvironmentVariable("TASKFLOW_UPDATE_CONTRACTS") == "1")
            File.WriteAllText(file, written);
        File.Exists(file).Should().BeTrue($"{type} needs a stored sample");
        written.Should().Be(File.ReadAllText(file));
    }

    [Fact]
    public void EveryEventClass_AndEveryTypeInTheDomain_IsInTheCatalogue()
    {
        var classes = Rule.Subjects(
            typeof(DomainEvent).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DomainEvent)))
        );
        classes.Should().BeSubsetOf(SampleEvents.All.Values.Select(e => e.GetType()));
        var named = Rule.Subjects(
            Code.TypesOf("Domain")
                .SelectMany(t => t.Instructions())
                .Select(i => i.Operand)
                .OfType<string>()
                .Where(s => EventType().IsMatch(s)),
            10
        );
        named.Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(SampleEvents.All.Keys, "a type without a sample is no contract");
    }

    [Fact]
    public void Types_ThatAnIntegrationMayName_AreTheCatalogue() =>
        EventCatalogue.All.Should().BeEquivalentTo(SampleEvents.All.Keys, "an integration names events by their types");

    [Fact]
    public void Samples_HaveAnEvent() =>
        Rule.Subjects(Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)))
            .Should()
            .BeEquivalentTo(SampleEvents.All.Keys, "an event that was written once stays readable");

    /// <summary>As the unit of work writes it to the log.</summary>
    private static string Written(DomainEvent happened)
    {
        var changes = JsonSerializer.Serialize(happened.Changes, Json.Options);
        var data = happened.Data is null ? null : JsonSerializer.Serialize(happened.Data, Json.Options);
        var line = Activity.Of(happened, changes, data, traceparent: null);
        var sample = new JsonObject
        {
            ["type"] = line.Type,
            ["resource"] = new JsonObject
            {
                ["type"] = line.ResourceType,
                ["key"] = line.ResourceKey,
                ["version"] = line.ResourceVersion,
            },
            ["changes"] = JsonNode.Parse(line.Changes),
            ["data"] = line.Data is null ? null : JsonNode.Parse(line.Data),
        };
        return sample.ToJsonString(Indented) + "\n";
    }

    /// <summary>Ids that the domain makes differ from run to run.</summary>
    private static string WithStableIds(string json)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        return Id().Replace(json, m => known.TryGetValue(m.Value, out var stable) ? stable : known[m.Value] = $"id-{known.Count + 1}");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(
        @"^[a-z_]+\.(created|updated|moved|deleted|archived|restored|linked|unlinked|reordered|finished|due)$",
        RegexOptions.None,
        1000
    )]
    private static partial Regex EventType();
}
