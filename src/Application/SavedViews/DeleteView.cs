using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.SavedViews;

/// <summary>Repeating it is a success.</summary>
public sealed record DeleteView(Guid ViewId) : ICommand<Done>, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.SavedView(ViewId));
}

internal sealed class DeleteViewHandler(IAppDbContext db, Actor actor, TimeProvider clock) : IRequestHandler<DeleteView, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteView request, CancellationToken cancellationToken)
    {
        var view = await db
            .SavedViews.IgnoreQueryFilters([IAppDbContext.DeletedFilter])
            .Where(v => v.Id == request.ViewId)
            .VisibleTo(actor.UserId)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (view is null)
            return Error.NotFound("View");
        if (view.RefusalOfEdit(actor.UserId, actor.IsAdmin) is { } refusal)
            return refusal;
        view.Delete(actor.UserId, clock.GetUtcNow());
        return Done.Value;
    }
}
