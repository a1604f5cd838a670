namespace TaskFlow.Infrastructure.Configuration;

/// <summary>The start is refused: the message has one line per wrong value and is meant for the operator, without a stack trace.</summary>
public sealed class ConfigurationException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors => errors;
}
