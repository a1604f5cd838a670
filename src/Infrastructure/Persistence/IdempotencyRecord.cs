namespace TaskFlow.Infrastructure.Persistence;

/// <summary>The answer of a committed command, kept with its effect (C-3.1). A null body: the client never knew the key.</summary>
internal sealed class IdempotencyRecord
{
    public Guid UserId { get; init; }

    public string Key { get; init; } = "";

    /// <summary>A replay is authorised against it when the resource itself is gone.</summary>
    public Guid? OrganizationId { get; init; }

    public byte[] Fingerprint { get; init; } = [];

    public short Status { get; init; }

    public string Headers { get; init; } = "{}";

    public byte[]? Body { get; init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
