using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Projects;

public sealed record GetProject(Guid ProjectId) : IQuery<ProjectView>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class GetProjectHandler(IAppDbContext db) : IRequestHandler<GetProject, Result<ProjectView>>
{
    public async Task<Result<ProjectView>> Handle(GetProject request, CancellationToken cancellationToken)
    {
        var project = await db
            .Projects.Where(p => p.Id == request.ProjectId)
            .Select(ProjectView.Projection)
            .FirstOrDefaultAsync(cancellationToken);
        return project is null ? Error.NotFound("Project") : project;
    }
}
