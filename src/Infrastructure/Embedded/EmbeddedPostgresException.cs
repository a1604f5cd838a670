namespace TaskFlow.Infrastructure.Embedded;

/// <summary>The embedded PostgreSQL cannot run; the message tells the operator what to do and needs no stack trace.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
