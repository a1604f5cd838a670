using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Identity;

/// <summary>The caller's tokens that were not revoked, the oldest first.</summary>
public sealed record ListTokens(PageRequest Page) : IQuery<Page<TokenView>>
{
    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed class ListTokensRules : AbstractValidator<ListTokens>
{
    public ListTokensRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListTokensHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListTokens, Result<Page<TokenView>>>
{
    private const string Sort = "tokens";

    public async Task<Result<Page<TokenView>>> Handle(ListTokens request, CancellationToken cancellationToken)
    {
        var tokens = db.ApiTokens.Where(t => t.UserId == actor.UserId && t.RevokedAt == null);
        if (request.Page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { Sort: Sort, Id: var last })
                return Cursor.Unreadable;
            tokens = tokens.Where(t => t.Id.CompareTo(last) > 0);
        }

        var items = await tokens.AsNoTracking().OrderBy(t => t.Id).Take(request.Page.Limit + 1).ToListAsync(cancellationToken);
        return Page<TokenView>.Of(items.ConvertAll(TokenView.From), request.Page.Limit, t => new Cursor(Sort, "", t.Id));
    }
}
