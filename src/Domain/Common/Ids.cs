namespace TaskFlow.Domain.Common;

/// <summary>The one place where ids are made: UUIDv7 (RFC 9562), so that keys grow with time and stay near each other in an index.</summary>
public static class Ids
{
#pragma warning disable RS0030 // This is the one place.
    public static Guid New() => Guid.CreateVersion7();
#pragma warning restore RS0030

    /// <summary>True for an id that a client may choose for a resource it creates.</summary>
    public static bool IsAcceptable(Guid id) => id.Version == 7;
}
