namespace TaskFlow.Infrastructure.Persistence;

/// <summary>The schema cannot be brought up to this release; the message says what an operator can do.</summary>
public sealed class MigrationException(string message) : Exception(message);
