using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Projects;

/// <summary>Null = leave it. The key never changes: task keys are built from it.</summary>
public sealed record UpdateProject(Guid ProjectId, string? Name, string? Description, int? BaseVersion) : ICommand<ProjectView>
{
    public AccessRule Access => AccessRule.To(Permission.ManageProject, ResourceRef.Project(ProjectId));
}

internal sealed class UpdateProjectRules : AbstractValidator<UpdateProject>
{
    public UpdateProjectRules()
    {
        When(c => c.Name is not null, () => RuleFor(c => c.Name!).Name(Project.NameMaxLength));
        RuleFor(c => c.Description!).Text(Project.DescriptionMaxLength);
        RuleFor(c => c.BaseVersion).GreaterThan(0).OverridePropertyName("version");
    }
}

internal sealed class UpdateProjectHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<UpdateProject, Result<ProjectView>>
{
    public async Task<Result<ProjectView>> Handle(UpdateProject request, CancellationToken cancellationToken)
    {
        var project = await db.Projects.Where(p => p.Id == request.ProjectId).Locked().SingleAsync(cancellationToken);
        var edited = project.Edit(request.Name, request.Description, request.BaseVersion, actor.UserId, clock.GetUtcNow());
        return edited.IsFailure ? edited.Refusal : ProjectView.From(project);
    }
}
