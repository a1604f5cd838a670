namespace TaskFlow.Integration.Integrations;

/// <summary>These measure time, so nothing else runs beside them.</summary>
[CollectionDefinition(nameof(ChannelSuite), DisableParallelization = true)]
public sealed class ChannelSuite;
