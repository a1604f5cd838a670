using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Comments;

/// <summary>Oldest first, deleted ones in their place.</summary>
public sealed record ListComments(ResourceRef Task, PageRequest Page) : IPagedQuery<CommentView>
{
    public AccessRule Access => AccessRule.To(Permission.See, Task);
}

internal sealed class ListCommentsHandler(IAppDbContext db, Actor actor) : IRequestHandler<ListComments, Result<Page<CommentView>>>
{
    private const string Sort = "created_at";

    public async Task<Result<Page<CommentView>>> Handle(ListComments request, CancellationToken cancellationToken)
    {
        var scope = actor.Scope;
        var comments = db.Comments.Where(c => c.OrganizationId == scope.OrganizationId && c.TaskId == scope.ResourceId);
        if (request.Page.Cursor is { } text)
        {
            if (After(Cursor.Decode(text)) is not { } last)
                return Cursor.Unreadable;
            var (at, id) = last;
            comments = comments.Where(c => c.CreatedAt > at || (c.CreatedAt == at && c.Id.CompareTo(id) > 0));
        }

        var items = await comments
            .OrderBy(c => c.CreatedAt)
            .ThenBy(c => c.Id)
            .Take(request.Page.Limit + 1)
            .Join(db.Users, c => c.AuthorId, u => u.Id, (c, u) => new { Comment = c, Author = u.DisplayName })
            .OrderBy(x => x.Comment.CreatedAt)
            .ThenBy(x => x.Comment.Id)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var views = items.ConvertAll(x => CommentView.From(x.Comment, x.Author));
        return Page<CommentView>.Of(views, request.Page.Limit, CursorAt);
    }

    private static Cursor CursorAt(CommentView last) => new(Sort, last.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), last.Id);

    private static (DateTimeOffset At, Guid Id)? After(Cursor? cursor) =>
        cursor is { Sort: Sort } && long.TryParse(cursor.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? (new DateTimeOffset(Math.Min(ticks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero), cursor.Id)
            : null;
}
