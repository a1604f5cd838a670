using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Milestones;

public sealed record AddMilestone(Guid ProjectId, MilestoneEdit Values) : ICommand<MilestoneView>
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Project(ProjectId));
}

internal sealed class AddMilestoneRules : AbstractValidator<AddMilestone>
{
    public AddMilestoneRules() => RuleFor(c => c.Values).SetValidator(new MilestoneRules()).OverridePropertyName("");
}

internal sealed class AddMilestoneHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<AddMilestone, Result<MilestoneView>>
{
    public async Task<Result<MilestoneView>> Handle(AddMilestone request, CancellationToken cancellationToken)
    {
        var project = await db.Projects.SingleAsync(p => p.Id == request.ProjectId, cancellationToken);
        if (project.ArchivedAt is not null)
            return ProjectErrors.Archived;
        var added = Milestone.Add(project.OrganizationId, project.Id, request.Values, actor.UserId, clock.GetUtcNow());
        if (added.IsFailure)
            return added.Refusal;
        db.Milestones.Add(added.Value);
        return MilestoneView.From(added.Value, openCount: 0, doneCount: 0);
    }
}
