using FluentValidation;
using FluentValidation.Results;
using TaskFlow.Application.Common.Filters;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.SavedViews;

namespace TaskFlow.Application.SavedViews;

/// <summary>A view that could never be shown is refused when it is saved. Whether a status it names exists is asked when it is used.</summary>
internal sealed class SavedViewRules : AbstractValidator<SavedViewEdit>
{
    public SavedViewRules()
    {
        When(e => e.Name is not null, () => RuleFor(e => e.Name!).Name(SavedView.NameMaxLength).OverridePropertyName("name"));
        RuleFor(e => e.Filter)
            .Custom(
                (filter, context) =>
                {
                    foreach (var error in FilterParser.Read(filter?.Trim() ?? "").Errors)
                        context.AddFailure(new ValidationFailure("filter", error.Message) { ErrorCode = error.Code });
                }
            );
    }
}
