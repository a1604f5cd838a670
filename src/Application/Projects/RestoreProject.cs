using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Projects;

public sealed record RestoreProject(Guid ProjectId) : ICommand<ProjectView>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.ManageProject, ResourceRef.Project(ProjectId));
}

internal sealed class RestoreProjectHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<RestoreProject, Result<ProjectView>>
{
    public async Task<Result<ProjectView>> Handle(RestoreProject request, CancellationToken cancellationToken)
    {
        var project = await db.Projects.Where(p => p.Id == request.ProjectId).Locked().SingleAsync(cancellationToken);
        project.Restore(actor.UserId, clock.GetUtcNow());
        return ProjectView.From(project);
    }
}
