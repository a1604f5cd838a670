using System.Data;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Activities;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Outbox;
using Diagnostics = System.Diagnostics;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>
/// One command, one transaction, at most four round trips: look (tenancy, claim, stored answer, frame, locks) · load · save · commit.
/// Nobody else saves (ADR 0005).
/// </summary>
internal sealed class UnitOfWork(AppDbContext context, Actor actor, TimeProvider clock, IdempotencySettings settings)
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

    public async Task<long> TakeNumbersAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE project_feeds SET next_task_number = next_task_number + $3 WHERE organization_id = $1 AND project_id = $2 RETURNING next_task_number - $3",
            transaction!.Connection,
            transaction
        )
        {
            Parameters =
            {
                new() { Value = Frame.OrganizationId },
                new() { Value = Frame.ProjectId },
                new() { Value = (long)count },
            },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public void Remember(RenderedAnswer rendered) => answer = rendered;

    public void AfterCommit(Action action) => afterCommit.Add(action);

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        AddLog();
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
        catch (PostgresException refused)
            when (refused.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected)
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

    private void AddLog()
    {
        var aggregates = context.ChangeTracker.Entries<AggregateRoot>().Select(e => e.Entity).Where(a => a.Events.Count > 0).ToList();
        foreach (var aggregate in aggregates)
        {
            foreach (var happened in aggregate.Events)
            {
                var changes = JsonSerializer.Serialize(happened.Changes, Json.Options);
                var data = happened.Data is null ? null : JsonSerializer.Serialize(happened.Data, Json.Options);
                var activity = Activity.Of(happened, changes, data, Diagnostics.Activity.Current?.Id);
                context.Activities.Add(activity);
                if (happened.FansOut)
                    context.Add(new OutboxMessage { OrganizationId = activity.OrganizationId, ActivityId = activity.Id });
            }

            aggregate.ForgetEvents();
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

    /// <summary>Somebody stored an answer under this key, or founded the installation, since we looked: looking again tells.</summary>
    private static bool IsLostRace(string? constraint) => constraint is "idempotency_keys_pkey" or "users_founder";

    private static Exception? Translate(Exception exception) =>
        exception switch
        {
            DbUpdateConcurrencyException race => new SerializationConflictException(race),
            DbUpdateException { InnerException: PostgresException refused } => refused.SqlState switch
            {
                PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => new SerializationConflictException(
                    refused
                ),
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
