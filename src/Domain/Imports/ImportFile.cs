using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Imports;

/// <summary>The bytes of an import's file, kept until the import is finished: any node can go on after a crash.</summary>
public sealed class ImportFile : ITenantOwned
{
    private ImportFile() { }

    public Guid OrganizationId { get; private init; }

    public Guid ImportId { get; private init; }

    public byte[] Content { get; private init; } = [];

    public static ImportFile Of(Import import, byte[] content) =>
        new()
        {
            OrganizationId = import.OrganizationId,
            ImportId = import.Id,
            Content = content,
        };
}
