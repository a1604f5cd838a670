using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>A read-only transaction in which every statement sees the same moment.</summary>
internal sealed class ReadSnapshot(IDbContextTransaction transaction) : IAsyncDisposable
{
    public static async Task<ReadSnapshot> BeginAsync(AppDbContext context, CancellationToken cancellationToken)
    {
        var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var opening = context.Database.GetDbConnection().CreateCommand();
        opening.Transaction = transaction.GetDbTransaction();
        opening.CommandText = "SET TRANSACTION READ ONLY;" + Tenancy.SetLocal(context.Tenants);
        await opening.ExecuteNonQueryAsync(cancellationToken);
        return new ReadSnapshot(transaction);
    }

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
