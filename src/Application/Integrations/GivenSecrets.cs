namespace TaskFlow.Application.Integrations;

/// <summary>Secrets as somebody sent them, on their way into the box.</summary>
public sealed record GivenSecrets(IReadOnlyDictionary<string, string> Members)
{
    public static readonly GivenSecrets None = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Never the texts: messages are printed in logs.</summary>
    public override string ToString() => $"({Members.Count} secrets)";
}
