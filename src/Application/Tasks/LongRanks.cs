using System.Threading.Channels;

namespace TaskFlow.Application.Tasks;

/// <summary>
/// Columns in which a move made a rank that is too long. Kept in memory only: whoever dies with it loses nothing but the shortening, which the
/// next move to that place asks for again.
/// </summary>
public sealed class LongRanks
{
    private const int MostWaiting = 1_000;

    private readonly Channel<CrowdedColumn> columns = Channel.CreateBounded<CrowdedColumn>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Tell(CrowdedColumn column) => columns.Writer.TryWrite(column);

    public IAsyncEnumerable<CrowdedColumn> ReadAllAsync(CancellationToken cancellationToken) =>
        columns.Reader.ReadAllAsync(cancellationToken);
}

/// <param name="MoverId">In whose name the column is spread.</param>
public sealed record CrowdedColumn(Guid OrganizationId, Guid StatusId, Guid MoverId);
