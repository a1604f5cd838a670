using FluentValidation;
using TaskFlow.Application.Common.Validation;

namespace TaskFlow.Application.Common.Paging;

/// <summary>The one rule of every <see cref="IPaged"/> message.</summary>
internal sealed class PageRules<TQuery> : AbstractValidator<TQuery>
    where TQuery : IPaged
{
    public PageRules() =>
        RuleFor(q => q.Page.Limit)
            .InclusiveBetween(1, PageRequest.MaxLimit)
            .WithState(_ => new ParameterName("limit"))
            .WithErrorCode("out_of_range")
            .WithMessage($"limit is 1–{PageRequest.MaxLimit}.");
}
