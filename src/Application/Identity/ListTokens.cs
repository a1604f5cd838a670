using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Identity;

/// <summary>The caller's tokens that were not revoked, the oldest first.</summary>
public sealed record ListTokens(PageRequest Page) : IPagedQuery<TokenView>
{
    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed class ListTokensHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListTokens, Result<Page<TokenView>>>
{
    public async Task<Result<Page<TokenView>>> Handle(ListTokens request, CancellationToken cancellationToken)
    {
        var tokens = db.ApiTokens.AsNoTracking().Where(t => t.UserId == actor.UserId && t.RevokedAt == null);
        if (tokens.PageById(request.Page, t => t.Id) is not { } page)
            return Cursor.Unreadable;

        var items = await page.ToListAsync(cancellationToken);
        return items.ConvertAll(TokenView.From).ById(request.Page, t => t.Id);
    }
}
