// Many tests wait for a moment to come (a lease to end, a node to stop): a third one meanwhile keeps two cores busy.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
