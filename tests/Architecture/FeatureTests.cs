using Mono.Cecil;
using TaskFlow.Architecture.Support;

namespace TaskFlow.Architecture;

/// <summary>A feature of Application knows Common and, of other features, only what they show: their views. It never calls their use cases.</summary>
public sealed class FeatureTests
{
    private const string Root = "TaskFlow.Application.";

    [Fact]
    public void Feature_RefersToOtherFeatures_OnlyByTheirViews()
    {
        var features = Rule.Subjects(
            Code.TypesOf("Application").Where(t => FeatureOf(t.Outermost().FullName) is not null and not "Common"),
            100
        );
        var breaches =
            from type in features
            let own = FeatureOf(type.Outermost().FullName)
            from used in type.References()
            let other = FeatureOf(used)
            where other is not null && other != own && other != "Common" && !IsView(used)
            select $"{type.Outermost().FullName} uses {used}";
        Rule.HasNoBreaches(breaches, "a feature depends on no other feature's use cases");
    }

    /// <summary>The tables are declared in Common, so it knows the read models among them.</summary>
    [Fact]
    public void Common_KnowsNoFeature_ButTheirReadModels()
    {
        var common = Rule.Subjects(Code.TypesOf("Application").Where(t => FeatureOf(t.Outermost().FullName) == "Common"), 20);
        var breaches =
            from type in common
            from used in type.References()
            let other = FeatureOf(used)
            where other is not null and not "Common" && !IsView(used) && !IsDocument(used)
            select $"{type.Outermost().FullName} uses {used}";
        Rule.HasNoBreaches(breaches, "Common is below the features");
    }

    [Fact]
    public void UseCase_HasTheFileOfItsName_InTheFolderOfItsFeature()
    {
        var messages = Rule.Subjects(Code.TypesOf("Application").Where(IsMessage), 30);
        var files = Repository.Sources("src/Application", ".cs").ToHashSet(StringComparer.Ordinal);
        var missing = messages
            .Select(m => Path.Combine("src", "Application", FeatureOf(m.FullName)!, m.Name + ".cs"))
            .Where(path => !files.Contains(path));
        Rule.HasNoBreaches(missing, "a use case is found by its name");
    }

    private static bool IsMessage(TypeDefinition type) =>
        !type.IsAbstract && type.Interfaces.Any(i => i.InterfaceType.Name is "ICommand`1" or "IQuery`1");

    private static bool IsDocument(string fullName) => fullName is $"{Root}Tasks.TaskSearch" or $"{Root}Tasks.CommentSearch";

    private static bool IsView(string fullName) => fullName.EndsWith("View", StringComparison.Ordinal) || Envelope.Contains(fullName);

    /// <summary>The envelope is what the log shows to everybody: pages, the hub, webhooks (api.md).</summary>
    private static readonly HashSet<string> Envelope =
    [
        .. new[] { "Envelope", "EnvelopeActor", "EnvelopeResource", "StoredJson", "Envelopes", "SignedActivity" }.Select(name =>
            $"{Root}Activities.{name}"
        ),
    ];

    private static string? FeatureOf(string fullName)
    {
        if (!fullName.StartsWith(Root, StringComparison.Ordinal))
            return null;
        var rest = fullName[Root.Length..];
        var end = rest.IndexOf('.', StringComparison.Ordinal);
        return end < 0 ? null : rest[..end];
    }
}
