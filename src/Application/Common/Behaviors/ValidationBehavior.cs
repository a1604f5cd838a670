using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Behaviors;

/// <summary>Shape only, no I/O. That a command has rules, or says that it has none, is checked by the architecture tests.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        List<FieldError>? errors = null;
        foreach (var validator in validators)
        {
            var result = validator.Validate(request);
            if (!result.IsValid)
                (errors ??= []).AddRange(result.Errors.Select(FieldErrors.From));
        }

        return errors is null ? next() : Task.FromResult(TResponse.Refuse(Error.Invalid(errors)));
    }
}
