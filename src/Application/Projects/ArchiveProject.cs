using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Projects;

/// <summary>DELETE: readable, but closed for writing until it is restored.</summary>
public sealed record ArchiveProject(Guid ProjectId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.ManageProject, ResourceRef.Project(ProjectId));
}

internal sealed class ArchiveProjectHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<ArchiveProject, Result<Done>>
{
    public async Task<Result<Done>> Handle(ArchiveProject request, CancellationToken cancellationToken)
    {
        var project = await db.Projects.Where(p => p.Id == request.ProjectId).Locked().SingleOrDefaultAsync(cancellationToken);
        project?.Archive(actor.UserId, clock.GetUtcNow());
        return Done.Value;
    }
}
