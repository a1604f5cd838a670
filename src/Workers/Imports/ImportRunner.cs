using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Behaviors;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Imports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Imports;
using TaskFlow.Infrastructure.Imports;

namespace TaskFlow.Workers.Imports;

/// <summary>
/// Carries an import from the record after the last commit to its end. Each batch goes the way of every write, in the name and with the
/// present permissions of the person who ordered it.
/// </summary>
internal sealed class ImportRunner(IServiceScopeFactory scopes)
{
    private const int BatchSize = 200;
    private const int MaxAttempts = 10;

    // Refusals that another try may overcome. Everything else ends the import with the refusal as its reason.
    private static readonly string[] Passing = [ErrorCodes.DatabaseBusy, ErrorCodes.OutcomeUnknown, ErrorCodes.IdempotencyInProgress];

    public async Task RunAsync(LeasedImport lease, CancellationToken ct)
    {
        var failure = lease.Attempts > MaxAttempts ? "The import was interrupted too often; see the server's log." : null;
        failure ??= await ImportAsync(lease, ct);
        var refused = await SendAsync(lease, new EndImport(lease.ImportId, lease.LeaseToken, failure), ct);
        if (refused is not null && Passing.Contains(refused.Code, StringComparer.Ordinal))
            throw new InvalidOperationException($"The import could not be ended: {refused.Code}.");
    }

    /// <returns>Why it cannot go on, or null when every record is done.</returns>
    private async Task<string?> ImportAsync(LeasedImport lease, CancellationToken ct)
    {
        var (rowsDone, content) = await LoadAsync(lease, ct);
        if (CsvTaskFile.Read(content, out var refusal) is not { } file)
            return refusal!.Message;

        foreach (var batch in MarkRepeats(file.Rows()).Skip(rowsDone).Chunk(BatchSize))
        {
            var refused = await SendAsync(lease, new ImportBatch(lease.ImportId, lease.LeaseToken, ImportQueue.Lease, batch), ct);
            if (refused is null || refused.Code == AnsweredBefore.Marker.Code)
                continue;
            if (Passing.Contains(refused.Code, StringComparer.Ordinal))
                throw new InvalidOperationException($"A batch was refused: {refused.Code}.");
            return refused.Message;
        }

        return null;
    }

    private static IEnumerable<BatchRow> MarkRepeats(IEnumerable<ImportRow> rows)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
            yield return new(row, row.ExternalId is null || seen.TryAdd(row.ExternalId, row.Row) ? null : seen[row.ExternalId]);
    }

    private async Task<(int RowsDone, byte[] Content)> LoadAsync(LeasedImport lease, CancellationToken ct)
    {
        await using var scope = await ScopeAsync(lease, ct);
        var db = scope.ServiceProvider.GetRequiredService<IAppDbContext>();
        var rowsDone = await db.Imports.Where(i => i.Id == lease.ImportId).Select(i => i.RowsDone).FirstAsync(ct);
        return (rowsDone, await db.ImportFiles.Where(f => f.ImportId == lease.ImportId).Select(f => f.Content).FirstAsync(ct));
    }

    private async Task<Error?> SendAsync<T>(LeasedImport lease, ICommand<T> command, CancellationToken ct)
    {
        await using var scope = await ScopeAsync(lease, ct);
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct)).Refusal;
    }

    /// <summary>A fresh unit of work: nothing is remembered from batch to batch, so memory does not grow with the file.</summary>
    private async Task<AsyncServiceScope> ScopeAsync(LeasedImport lease, CancellationToken ct)
    {
        var scope = scopes.CreateAsyncScope();
        var identities = scope.ServiceProvider.GetRequiredService<IIdentities>();
        var owner = await identities.RefreshAsync(new Principal(lease.UserId, "", "", IsOperator: false, []), ct);
        scope.ServiceProvider.GetRequiredService<Actor>().WorkFor(lease.OrganizationId, owner);
        return scope;
    }
}
