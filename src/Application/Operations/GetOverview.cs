using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Operations;

/// <summary>What an operator looks at first: how deep the queues are, which breakers are not closed, who holds connections.</summary>
public sealed record GetOverview : IQuery<OverviewView>, IHaveNoRules
{
    public AccessRule Access => AccessRule.Operators;
}

internal sealed class GetOverviewHandler(IInstallationLook look) : IRequestHandler<GetOverview, Result<OverviewView>>
{
    public async Task<Result<OverviewView>> Handle(GetOverview request, CancellationToken cancellationToken) =>
        await look.TakeAsync(cancellationToken);
}
