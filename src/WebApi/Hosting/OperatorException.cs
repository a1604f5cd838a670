using TaskFlow.Infrastructure.Backup;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Embedded;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.WebApi.Hosting;

/// <summary>Something that the operator has to change; the message says what.</summary>
public sealed class OperatorException(string message) : Exception(message)
{
    /// <summary>What the operator has to change is one line; everything else is a bug and keeps its stack trace.</summary>
    public static bool Covers(Exception error) =>
        error is OperatorException or ConfigurationException or EmbeddedPostgresException or MigrationException or BackupException;
}
