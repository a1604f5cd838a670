using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Application.Projects;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Statuses;

/// <summary>A new last column of the board.</summary>
public sealed record AddStatus(Guid ProjectId, string Name, StatusCategory Category, string? Color, int? WipLimit) : ICommand<StatusView>
{
    public AccessRule Access => AccessRule.To(Permission.ManageProject, ResourceRef.Project(ProjectId));
}

internal sealed class AddStatusRules : AbstractValidator<AddStatus>
{
    public AddStatusRules()
    {
        RuleFor(c => c.Name).Name(Status.NameMaxLength);
        RuleFor(c => c.Color!).Color();
        RuleFor(c => c.WipLimit).InclusiveBetween(1, 10_000).WithErrorCode("out_of_range");
    }
}

internal sealed class AddStatusHandler(IAppDbContext db, Actor actor, TimeProvider clock) : IRequestHandler<AddStatus, Result<StatusView>>
{
    public async Task<Result<StatusView>> Handle(AddStatus request, CancellationToken cancellationToken)
    {
        var project = await db.Projects.Where(p => p.Id == request.ProjectId).Locked().SingleAsync(cancellationToken);
        if (project.ArchivedAt is not null)
            return ProjectErrors.Archived;
        var position = await db.Statuses.CountAsync(s => s.ProjectId == project.Id, cancellationToken);
        var color = request.Color ?? Status.Default.First(d => d.Category == request.Category).Color;
        var draft = new StatusDraft(request.Name, request.Category, color, request.WipLimit);
        var status = Status.Add(project.OrganizationId, project.Id, draft, position, actor.UserId, clock.GetUtcNow());
        db.Statuses.Add(status);
        return StatusView.From(status);
    }
}
