using MediatR;
using TaskFlow.Application.Common.Errors;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Behaviors;

/// <summary>Runs the handler of a command, renders its answer, and saves both in one transaction. A refusal has no effect and leaves no row.</summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(IUnitOfWork unitOfWork, IdempotentRequest idempotent)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not ICommand)
            return await next();

        var response = await next();
        if (response.IsFailure)
        {
            await unitOfWork.RollbackAsync();
            return response;
        }

        if (idempotent.Render is { } render)
        {
            var (answer, stored) = render(response.Success!);
            idempotent.Answer = answer;
            unitOfWork.Remember(stored);
        }

        try
        {
            await unitOfWork.CommitAsync(cancellationToken);
            return response;
        }
        catch (ConstraintBrokenException broken) when (ConstraintErrors.Find(broken) is { } refusal)
        {
            idempotent.Answer = null;
            return TResponse.Refuse(refusal);
        }
    }
}
