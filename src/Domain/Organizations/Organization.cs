using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Organizations;

/// <summary>The tenant.</summary>
public sealed class Organization : AggregateRoot, ITenantOwned
{
    public const int NameMaxLength = 100;

    private Organization() { }

    public Guid OrganizationId => Id;

    public string Name { get; private set; } = "";

    /// <summary>The name as it stands in addresses: lower case letters, digits and dashes; unique.</summary>
    public string Slug { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public static Organization Found(Guid id, string name, DateTimeOffset at) =>
        new()
        {
            Id = id,
            Name = name.Trim(),
            Slug = SlugOf(name, id),
            CreatedAt = at,
            UpdatedAt = at,
        };

    public Result<Done> Rename(string name, int? baseVersion, DateTimeOffset at)
    {
        if (baseVersion is { } stated && stated != Version)
            return VersionErrors.Stale(stated, Version);
        if (string.Equals(name.Trim(), Name, StringComparison.Ordinal))
            return Done.Value;
        Name = name.Trim();
        Version++;
        UpdatedAt = at;
        return Done.Value;
    }

    public void Delete(DateTimeOffset at) => DeletedAt ??= at;

    /// <summary>Readable, and unique by the tail of the id: two organizations may have one name.</summary>
    private static string SlugOf(string name, Guid id)
    {
        var letters = name.Trim().ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').ToArray();
        var words = new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var readable = string.Join('-', words);
        var tail = id.ToString("N")[^6..];
        return readable.Length == 0 ? tail : $"{readable[..Math.Min(readable.Length, 40)]}-{tail}";
    }
}
