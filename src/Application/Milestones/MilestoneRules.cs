using FluentValidation;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Milestones;

internal sealed class MilestoneRules : AbstractValidator<MilestoneEdit>
{
    public MilestoneRules()
    {
        When(e => e.Name is not null, () => RuleFor(e => e.Name!).Name(Milestone.NameMaxLength).OverridePropertyName("name"));
        RuleFor(e => e.Description!).Text(Milestone.DescriptionMaxLength).OverridePropertyName("description");
    }
}
