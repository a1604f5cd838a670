namespace TaskFlow.Infrastructure.Configuration;

/// <summary>The smallest number allowed; without it numbers are at least 0. There is never a largest one (configuration.md).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AtLeastAttribute(int minimum) : Attribute
{
    public int Minimum => minimum;
}

/// <summary>The value may hold a password: it is masked wherever configuration is shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute
{
    /// <summary>Nothing of it is shown, as opposed to a connection string whose host helps.</summary>
    public bool Whole { get; init; }
}

/// <summary>A comma list whose members come from a fixed set.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params string[] allowed) : Attribute
{
    public IReadOnlyList<string> Allowed => allowed;
}
