using Npgsql;
using TaskFlow.Infrastructure.Deliveries;

namespace TaskFlow.Workers.Jobs;

/// <summary>Deletes in small batches, so that no statement is long and no lock is held; what one run does not reach is left to the next.</summary>
internal static class Sweep
{
    private const int MostBatches = 200;

    /// <param name="delete">A statement whose $1 is how many rows it may delete.</param>
    public static async Task<long> RunAsync(NpgsqlDataSource database, string delete, int batch, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        for (var round = 0; round < MostBatches; round++)
        {
            var rows = await DeleteAsync(database, delete, batch, cancellationToken);
            deleted += rows;
            if (rows < batch)
                break;
        }
        return deleted;
    }

    private static async Task<int> DeleteAsync(NpgsqlDataSource database, string delete, int batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var statements = new NpgsqlBatch(connection, transaction);
        statements.BatchCommands.Add(new(DeliveryQueue.AsWorker));
        statements.BatchCommands.Add(new(delete) { Parameters = { new() { Value = batch } } });
        await using (var reader = await statements.ExecuteReaderAsync(cancellationToken))
            while (await reader.NextResultAsync(cancellationToken)) { }
        await transaction.CommitAsync(cancellationToken);
        return (int)statements.BatchCommands[1].RecordsAffected;
    }
}
