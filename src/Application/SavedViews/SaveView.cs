using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.SavedViews;

namespace TaskFlow.Application.SavedViews;

public sealed record SaveView(Guid ProjectId, SavedViewEdit Values) : ICommand<SavedViewDetails>
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Project(ProjectId));
}

internal sealed class SaveViewRules : AbstractValidator<SaveView>
{
    public SaveViewRules() => RuleFor(c => c.Values).SetValidator(new SavedViewRules()).OverridePropertyName("");
}

internal sealed class SaveViewHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<SaveView, Result<SavedViewDetails>>
{
    public async Task<Result<SavedViewDetails>> Handle(SaveView request, CancellationToken cancellationToken)
    {
        var project = await db.Projects.SingleAsync(p => p.Id == request.ProjectId, cancellationToken);
        if (project.ArchivedAt is not null)
            return ProjectErrors.Archived;
        var view = SavedView.Save(project.OrganizationId, project.Id, request.Values, actor.UserId, clock.GetUtcNow());
        db.SavedViews.Add(view);
        return SavedViewDetails.From(view);
    }
}
