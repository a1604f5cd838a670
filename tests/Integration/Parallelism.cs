using TaskFlow.Integration.Reliability;
using Xunit.Abstractions;

// Many tests wait for a moment to come (a lease to end, a node to stop): a third one meanwhile keeps two cores busy.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer("TaskFlow.Integration.LongestFirst", "TaskFlow.Integration")]

namespace TaskFlow.Integration;

/// <summary>What takes a minute or more begins first: left to chance, one of them is the last and the only one that runs.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        LiveScale.Collection,
        "KillEverythingTests",
        "DemoDataTests",
        "ResumeImportTests",
        "NodeLifeTests",
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection =>
            Array.FindIndex(Long, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is >= 0 and var place
                ? place
                : Long.Length
        );
}
