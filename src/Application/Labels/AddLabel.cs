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

namespace TaskFlow.Application.Labels;

public sealed record AddLabel(Guid ProjectId, string Name, string? Color) : ICommand<LabelView>
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Project(ProjectId));
}

internal sealed class AddLabelRules : AbstractValidator<AddLabel>
{
    public AddLabelRules()
    {
        RuleFor(c => c.Name).Name(Label.NameMaxLength);
        RuleFor(c => c.Color!).Color();
    }
}

internal sealed class AddLabelHandler(IAppDbContext db, Actor actor, TimeProvider clock) : IRequestHandler<AddLabel, Result<LabelView>>
{
    public async Task<Result<LabelView>> Handle(AddLabel request, CancellationToken cancellationToken)
    {
        var project = await db.Projects.SingleAsync(p => p.Id == request.ProjectId, cancellationToken);
        if (project.ArchivedAt is not null)
            return ProjectErrors.Archived;
        var label = Label.Add(project.OrganizationId, project.Id, request.Name, request.Color, actor.UserId, clock.GetUtcNow());
        db.Labels.Add(label);
        return LabelView.From(label);
    }
}
