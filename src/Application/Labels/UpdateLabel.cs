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

/// <summary>Null = leave it.</summary>
public sealed record UpdateLabel(Guid LabelId, string? Name, string? Color, int? BaseVersion) : ICommand<LabelView>
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Label(LabelId));
}

internal sealed class UpdateLabelRules : AbstractValidator<UpdateLabel>
{
    public UpdateLabelRules()
    {
        When(c => c.Name is not null, () => RuleFor(c => c.Name!).Name(Label.NameMaxLength));
        RuleFor(c => c.Color!).Color();
    }
}

internal sealed class UpdateLabelHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<UpdateLabel, Result<LabelView>>
{
    public async Task<Result<LabelView>> Handle(UpdateLabel request, CancellationToken cancellationToken)
    {
        var label = await db.Labels.Where(l => l.Id == request.LabelId).Locked().SingleOrDefaultAsync(cancellationToken);
        if (label is null)
            return Error.NotFound("Label");
        if (request.BaseVersion is { } stated && stated != label.Version)
            return VersionErrors.Stale(stated, label.Version);
        label.Edit(request.Name, request.Color, actor.UserId, clock.GetUtcNow());
        return LabelView.From(label);
    }
}
