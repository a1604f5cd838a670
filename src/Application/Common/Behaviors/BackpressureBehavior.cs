using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Behaviors;

/// <summary>
/// Refuses what would add to an organization's backlog of notifications, in tiers (C-7.3): first bulk edits and imports, in the end every write that
/// notifies. Inside the transaction, so that a replay, which adds nothing, is answered all the same.
/// </summary>
internal sealed class BackpressureBehavior<TRequest, TResponse>(Backpressure backpressure, Actor actor)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var refusal = request switch
        {
            _ when actor.Target is null => null,
            ITellNobody => null,
            IShedFirst => backpressure.RefuseBulk(actor.Scope.OrganizationId),
            INeedAFrame => backpressure.Refuse(actor.Scope.OrganizationId),
            _ => null,
        };
        return refusal is null ? await next() : TResponse.Refuse(refusal);
    }
}
