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

public sealed record UpdateMilestone(Guid MilestoneId, MilestoneEdit Edit, int? BaseVersion) : ICommand<MilestoneView>
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Milestone(MilestoneId));
}

internal sealed class UpdateMilestoneRules : AbstractValidator<UpdateMilestone>
{
    public UpdateMilestoneRules() => RuleFor(c => c.Edit).SetValidator(new MilestoneRules()).OverridePropertyName("");
}

internal sealed class UpdateMilestoneHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<UpdateMilestone, Result<MilestoneView>>
{
    public async Task<Result<MilestoneView>> Handle(UpdateMilestone request, CancellationToken cancellationToken)
    {
        var milestone = await db.Milestones.Where(m => m.Id == request.MilestoneId).Locked().SingleOrDefaultAsync(cancellationToken);
        if (milestone is null)
            return Error.NotFound("Milestone");
        if (request.BaseVersion is { } stated && stated != milestone.Version)
            return VersionErrors.Stale(stated, milestone.Version);
        if (milestone.Edit(request.Edit, actor.UserId, clock.GetUtcNow()) is { } refusal)
            return refusal;
        var tasks = db.TaskViews.Where(t => t.OrganizationId == milestone.OrganizationId && t.MilestoneId == milestone.Id);
        var open = await tasks.Open().CountAsync(cancellationToken);
        return MilestoneView.From(milestone, open, await tasks.Done().CountAsync(cancellationToken));
    }
}
