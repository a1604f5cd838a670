using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Operations;

/// <summary>Has the router try again what it gave up, after whatever made it fail was mended: nobody was told of these events yet.</summary>
public sealed record RetryDeadEvents : ICommand<DeadEventsRetried>, IHaveNoRules, ITellNobody
{
    /// <summary>Of one request; what is left is <see cref="DeadEventsRetried.More"/>.</summary>
    public const int Most = 1000;

    public AccessRule Access => AccessRule.Operators;
}

/// <param name="More">There are more than one request takes: ask again.</param>
public sealed record DeadEventsRetried(int Retried, bool More);

internal sealed class RetryDeadEventsHandler(IDeadEvents dead) : IRequestHandler<RetryDeadEvents, Result<DeadEventsRetried>>
{
    public async Task<Result<DeadEventsRetried>> Handle(RetryDeadEvents request, CancellationToken cancellationToken)
    {
        var retried = await dead.RequeueAsync(RetryDeadEvents.Most, cancellationToken);
        return new DeadEventsRetried(retried, retried == RetryDeadEvents.Most);
    }
}
