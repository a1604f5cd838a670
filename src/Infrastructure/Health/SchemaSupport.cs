using Npgsql;

namespace TaskFlow.Infrastructure.Health;

/// <summary>The schema versions this release works with: its own and the one before, so that releases can overlap (S-5.3).</summary>
public sealed record SchemaSupport(int Oldest, int Current, Func<NpgsqlConnection, CancellationToken, Task<int>> ReadVersionAsync)
{
    public bool Includes(int version) => version >= Oldest && version <= Current;
}
