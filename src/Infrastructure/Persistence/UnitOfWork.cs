using System.Data;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Npgsql;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Activities;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Tasks;
using TaskFlow.Infrastructure.Outbox;
using Diagnostics = System.Diagnostics;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>
/// One command, one transaction, at most four round trips: look (tenancy, claim, stored answer, frame, locks) · load · save · commit.
/// Nobody else saves (ADR 0005).
/// </summary>
internal sealed class UnitOfWork(AppDbContext context, Actor actor, TimeProvider clock, IdempotencySettings settings, IRealtimeBus bus)
    : IUnitOfWork,
        IAsyncDisposable
{
    private readonly List<Action> afterCommit = [];
    private NpgsqlTransaction? transaction;
    private Claim? claim;
    private RenderedAnswer? answer;
    private ProjectFrame? frame;

    public ProjectFrame Frame => frame ?? throw new InvalidOperationException("The command named no needs, or its project is not known.");

    public async Task<Look> BeginAsync(Claim newClaim, FrameNeeds? needs, CancellationToken cancellationToken)
    {
        await RollbackAsync();
        context.ChangeTracker.Clear();
        afterCommit.Clear();
        claim = newClaim;
        answer = null;
        frame = null;

        await context.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await context.Database.UseTransactionAsync(transaction, cancellationToken);
        // A save that fails ends the whole transaction: a savepoint around it would be two round trips for nothing.
        context.Database.AutoSavepointsEnabled = false;

        await using var batch = new NpgsqlBatch(connection, transaction);
        var asksForAnswer = claim.StoresBody || claim.Waits;
        LookSql.AddClaim(batch, claim, Tenancy.Array(actor.Organizations), asksForAnswer);
        var reading = needs is not null && actor.Target is { ProjectId: not null } scope ? new FrameReading(batch, needs, scope) : null;

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var claimed = reader.GetBoolean(0);
        var stored = asksForAnswer ? await LookSql.ReadAnswerAsync(reader, cancellationToken) : null;
        if (reading is not null && claimed)
            frame = await reading.ReadAsync(reader, cancellationToken);
        return !claimed ? new Look.Busy() : (Look?)stored ?? new Look.Clear();
    }

    public Task<long> TakeNumbersAsync(int count, CancellationToken cancellationToken) =>
        AdvanceAsync("next_task_number", Frame.OrganizationId, Frame.ProjectId, count, cancellationToken);

    public async Task<TaskLineage?> LineageAsync(
        Guid organizationId,
        Guid projectId,
        Guid parentId,
        IReadOnlyList<Guid> taskIds,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(LineageReading.Sql(LineageReading.ParentGiven), transaction!.Connection, transaction)
        {
            Parameters =
            {
                new() { Value = organizationId },
                new() { Value = projectId },
                new() { Value = taskIds.ToArray() },
                new() { Value = parentId },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await LineageReading.ReadAsync(reader, cancellationToken);
    }

    public Task<int> UpdateAsync<T>(IQueryable<T> rows, Action<UpdateSettersBuilder<T>> set, CancellationToken cancellationToken) =>
        rows.ExecuteUpdateAsync(set, cancellationToken);

    public void Remember(RenderedAnswer rendered) => answer = rendered;

    public void AfterCommit(Action action) => afterCommit.Add(action);

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await AddLogAsync(cancellationToken);
        AddIdempotencyRecord();
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (Exception exception) when (Translate(exception) is { } known)
        {
            await RollbackAsync();
            throw known;
        }

        try
        {
            // A closed tab must not make the outcome unknown: from here on nobody cancels (reliability.md 3.1).
            await transaction!.CommitAsync(CancellationToken.None);
        }
        catch (PostgresException refused) when (IsConflict(refused.SqlState))
        {
            await RollbackAsync();
            throw new SerializationConflictException(refused);
        }
        catch (Exception lost) when (lost is NpgsqlException or IOException)
        {
            await RollbackAsync();
            throw new CommitOutcomeUnknownException(lost);
        }

        await CloseAsync();
        foreach (var action in afterCommit)
            action();
        foreach (var feed in context.ChangeTracker.Entries<Activity>().Select(entry => entry.Entity).GroupBy(line => line.ProjectId))
            bus.Tell(new Hint.FeedMoved(feed.Key, feed.Max(line => line.Seq)));
    }

    public async Task RollbackAsync()
    {
        if (transaction is null)
            return;
        try
        {
            if (transaction.Connection is { State: ConnectionState.Open })
                await transaction.RollbackAsync(CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or IOException or InvalidOperationException)
        {
            // The connection is gone, and the transaction with it.
        }

        await CloseAsync();
    }

    public bool LostARace(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SerializationConflictException || cause is PostgresException { SqlState: var state } && IsConflict(state))
                return true;
        }

        return false;
    }

    public async ValueTask DisposeAsync() => await RollbackAsync();

    private async Task CloseAsync()
    {
        if (transaction is null)
            return;
        await context.Database.UseTransactionAsync(null);
        await transaction.DisposeAsync();
        transaction = null;
        await context.Database.CloseConnectionAsync();
    }

    private async Task AddLogAsync(CancellationToken cancellationToken)
    {
        var aggregates = context.ChangeTracker.Entries<AggregateRoot>().Select(e => e.Entity).Where(a => a.Events.Count > 0).ToList();
        var projects = aggregates
            .SelectMany(a => a.Events)
            .GroupBy(e => (e.OrganizationId, e.ProjectId))
            .OrderBy(g => g.Key.ProjectId)
            .ToList();
        foreach (var project in projects)
        {
            // The order in which EF Core inserts rows of one table is its own: several events are numbered here, in the order they happened,
            // and several feeds are taken in one order, so that no two writers wait for each other.
            var (organizationId, projectId) = project.Key;
            var count = project.Count();
            var seq =
                count > 1 || projects.Count > 1 ? await AdvanceAsync("head", organizationId, projectId, count, cancellationToken) + 1 : 0;
            foreach (var happened in project)
                Add(happened, seq == 0 ? 0 : seq++);
        }

        aggregates.ForEach(aggregate => aggregate.ForgetEvents());
    }

    private void Add(DomainEvent happened, long seq)
    {
        var changes = JsonSerializer.Serialize(happened.Changes, Json.Options);
        var data = happened.Data is null ? null : JsonSerializer.Serialize(happened.Data, Json.Options);
        var activity = Activity.Of(happened, changes, data, Diagnostics.Activity.Current?.Id, seq);
        context.Activities.Add(activity);
        if (happened.FansOut)
            context.Add(new OutboxMessage { OrganizationId = activity.OrganizationId, ActivityId = activity.Id });
    }

    /// <summary>Moves a counter of a project's feed and holds the feed until the transaction ends.</summary>
    /// <returns>The counter as it was before.</returns>
    private async Task<long> AdvanceAsync(string counter, Guid organizationId, Guid projectId, int by, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"UPDATE project_feeds SET {counter} = {counter} + $3 WHERE organization_id = $1 AND project_id = $2 RETURNING {counter} - $3",
            transaction!.Connection,
            transaction
        )
        {
            Parameters =
            {
                new() { Value = organizationId },
                new() { Value = projectId },
                new() { Value = (long)by },
            },
        };
        try
        {
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (PostgresException race)
            when (race.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected)
        {
            await RollbackAsync();
            throw new SerializationConflictException(race);
        }
    }

    private void AddIdempotencyRecord()
    {
        var kept = claim!.StoresBody ? settings.Retention : IdempotencySettings.InternalRetention;
        context.Add(
            new IdempotencyRecord
            {
                UserId = claim.UserId,
                Key = claim.Key,
                OrganizationId = actor.Target?.OrganizationId,
                Fingerprint = claim.Fingerprint,
                Status = (short)(answer?.Status ?? 0),
                Headers = answer is null ? "{}" : JsonSerializer.Serialize(answer.Headers, Json.Options),
                Body = claim.StoresBody ? answer?.Body : null,
                ExpiresAt = clock.GetUtcNow() + kept,
            }
        );
    }

    private static bool IsConflict(string sqlState) =>
        sqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>
    /// Somebody stored an answer under this key, founded the installation, or chose for the first time in another tab, since we looked: looking
    /// again tells.
    /// </summary>
    private static bool IsLostRace(string? constraint) =>
        constraint is "idempotency_keys_pkey" or "users_founder" or "notification_preferences_pkey";

    private static Exception? Translate(Exception exception) =>
        exception switch
        {
            DbUpdateConcurrencyException race => new SerializationConflictException(race),
            DbUpdateException { InnerException: PostgresException refused } => refused.SqlState switch
            {
                PostgresErrorCodes.UniqueViolation when IsLostRace(refused.ConstraintName) => new SerializationConflictException(refused),
                PostgresErrorCodes.UniqueViolation => new ConstraintBrokenException(refused.ConstraintName ?? "", true, refused),
                PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.CheckViolation => new ConstraintBrokenException(
                    refused.ConstraintName ?? "",
                    false,
                    refused
                ),
                _ => null,
            },
            _ => null,
        };
}

/// <summary>How long answers are kept.</summary>
/// <param name="Retention">For keys of clients (C-3.1: 24 h).</param>
public sealed record IdempotencySettings(TimeSpan Retention)
{
    /// <summary>For keys made here: they only have to outlive our own retry.</summary>
    public static readonly TimeSpan InternalRetention = TimeSpan.FromMinutes(10);
}
