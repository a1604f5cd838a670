using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.SavedViews;

namespace TaskFlow.Application.SavedViews;

/// <param name="BaseVersion">The version the actor saw; null = the latest.</param>
public sealed record UpdateView(Guid ViewId, SavedViewEdit Edit, int? BaseVersion) : ICommand<SavedViewDetails>
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.SavedView(ViewId));
}

internal sealed class UpdateViewRules : AbstractValidator<UpdateView>
{
    public UpdateViewRules()
    {
        RuleFor(c => c.BaseVersion).GreaterThan(0).OverridePropertyName("version");
        RuleFor(c => c.Edit).SetValidator(new SavedViewRules()).OverridePropertyName("");
    }
}

internal sealed class UpdateViewHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<UpdateView, Result<SavedViewDetails>>
{
    public async Task<Result<SavedViewDetails>> Handle(UpdateView request, CancellationToken cancellationToken)
    {
        var view = await db
            .SavedViews.Where(v => v.Id == request.ViewId)
            .VisibleTo(actor.UserId)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (view is null)
            return Error.NotFound("View");
        if (view.RefusalOfEdit(actor.UserId, actor.IsAdmin) is { } refusal)
            return refusal;
        if (request.BaseVersion is { } stated && stated != view.Version)
            return VersionErrors.Stale(stated, view.Version);
        view.Edit(request.Edit, actor.UserId, clock.GetUtcNow());
        return SavedViewDetails.From(view);
    }
}
