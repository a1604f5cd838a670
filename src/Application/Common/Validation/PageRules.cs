using FluentValidation;
using TaskFlow.Application.Common.Paging;

namespace TaskFlow.Application.Common.Validation;

internal static class PageRules
{
    public static IRuleBuilderOptions<T, PageRequest> Page<T>(
        this IRuleBuilder<T, PageRequest> rule,
        int maxLimit = PageRequest.MaxLimit
    ) =>
        rule.Must(p => p.Limit >= 1 && p.Limit <= maxLimit)
            .WithState(_ => new ParameterName("limit"))
            .WithErrorCode("out_of_range")
            .WithMessage($"limit is 1–{maxLimit}.");
}
