namespace TaskFlow.WebApi.Hosting;

/// <summary>Something the operator has to change; shown as one line, without a stack trace, and the process ends with 1.</summary>
public sealed class OperatorException(string message) : Exception(message);
