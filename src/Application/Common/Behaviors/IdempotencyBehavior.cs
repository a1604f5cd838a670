using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Behaviors;

/// <summary>
/// One effect for one key (C-3.1). Opens the transaction with the claim of the key, answers a repetition from what was stored, and settles
/// a commit of unknown outcome by looking for the stored answer, never by asking for the transaction's status (ADR 0006).
/// </summary>
internal sealed class IdempotencyBehavior<TRequest, TResponse>(
    Actor actor,
    IUnitOfWork unitOfWork,
    IdempotentRequest idempotent,
    IEnumerable<IOutsideStep<TRequest>> outsideSteps
) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    private const int MaxRuns = 3;

    private static readonly Error InProgress = new(ErrorCodes.IdempotencyInProgress, "A request with this key is still running.");

    private static readonly Error Reused = new(
        ErrorCodes.IdempotencyKeyReused,
        "This key was used for another request. Take a new key for a new intent."
    );

    private static readonly Error Unknown = new(
        ErrorCodes.OutcomeUnknown,
        "The database did not say whether the change was stored. Send the same request with the same key again."
    );

    private static readonly Error Busy = new(ErrorCodes.DatabaseBusy, "Too many people changed the same thing at once. Try again.");

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not ICommand)
            return await next();

        var needs = (request as INeedAFrame)?.Needs;
        // Keys belong to a user: two people who are not signed in must not share one.
        var key = actor.IsSignedIn ? idempotent.Key : null;
        var claim = new Claim(actor.UserId, key ?? $"~{Ids.New():N}", key is null ? [] : idempotent.Fingerprint, key is not null, false);
        var ahead = new Queue<IOutsideStep<TRequest>>(outsideSteps);
        for (var run = 1; ; run++)
        {
            try
            {
                if (await BeginAsync(claim, needs, cancellationToken) is { } settled)
                    return TResponse.Refuse(settled);
                while (ahead.TryDequeue(out var step))
                {
                    await unitOfWork.RollbackAsync();
                    if (await step.TakeAsync(request, cancellationToken) is { } refusal)
                        return TResponse.Refuse(refusal);
                    if (await BeginAsync(claim, needs, cancellationToken) is { } meanwhile)
                        return TResponse.Refuse(meanwhile);
                }

                return await next();
            }
            catch (CommitOutcomeUnknownException) when (run < MaxRuns)
            {
                claim = claim with { Waits = true };
            }
            catch (CommitOutcomeUnknownException)
            {
                return TResponse.Refuse(Unknown);
            }
            catch (Exception lost) when (run < MaxRuns && unitOfWork.LostARace(lost))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10, 50)), cancellationToken);
            }
            catch (Exception lost) when (unitOfWork.LostARace(lost))
            {
                await unitOfWork.RollbackAsync();
                return TResponse.Refuse(Busy);
            }
        }
    }

    /// <summary>Opens the transaction, unless the key is taken or was answered.</summary>
    private async Task<Error?> BeginAsync(Claim claim, FrameNeeds? needs, CancellationToken cancellationToken)
    {
        switch (await unitOfWork.BeginAsync(claim, needs, cancellationToken))
        {
            case Look.Busy:
                await unitOfWork.RollbackAsync();
                return InProgress;
            case Look.Answered answered:
                await unitOfWork.RollbackAsync();
                if (!answered.Fingerprint.AsSpan().SequenceEqual(claim.Fingerprint))
                    return Reused;
                if (!claim.Waits)
                    idempotent.IsReplay = true;
                idempotent.Answer = claim.StoresBody ? answered.Answer : idempotent.Answer;
                return AnsweredBefore.Marker;
            default:
                return null;
        }
    }
}

/// <summary>Tells the endpoint that the answer is in <see cref="IdempotentRequest.Answer"/>; it never reaches a client.</summary>
public static class AnsweredBefore
{
    public static readonly Error Marker = new("ANSWERED_BEFORE", "The answer was stored before.");
}
