using System.Security.Cryptography;
using System.Text;
using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Imports;

/// <summary>
/// What the last import said of a task, field by field, as fingerprints. It is the merge base of the next one: a field whose word in the file
/// is the same as last time was not touched by the file, so an edit made here since then stands.
/// </summary>
public sealed class ImportSource : ITenantOwned
{
    private ImportSource() { }

    public Guid OrganizationId { get; private init; }

    public Guid TaskId { get; private init; }

    /// <summary>Field name → fingerprint.</summary>
    public Dictionary<string, string> Fields { get; private set; } = [];

    public static ImportSource Of(Guid organizationId, Guid taskId) => new() { OrganizationId = organizationId, TaskId = taskId };

    public bool Says(string field, string fingerprint) =>
        Fields.TryGetValue(field, out var known) && string.Equals(known, fingerprint, StringComparison.Ordinal);

    /// <summary>Fields that the new file does not speak of keep what an earlier one said.</summary>
    public void Learn(IReadOnlyDictionary<string, string> fields)
    {
        var all = new Dictionary<string, string>(Fields, StringComparer.Ordinal);
        foreach (var (field, fingerprint) in fields)
            all[field] = fingerprint;
        Fields = all;
    }

    public static string Fingerprint(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)), 0, 12);
}
