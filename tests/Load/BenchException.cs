namespace TaskFlow.Load;

/// <summary>The bench cannot go on or its figures would be worth nothing; the message is for the person who started it.</summary>
internal sealed class BenchException(string message) : Exception(message);
