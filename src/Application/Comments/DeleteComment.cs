using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Comments;

/// <summary>By its author, an admin or an owner. Its place stays, its body is shown no more. Also a success when it was deleted already.</summary>
public sealed record DeleteComment(Guid CommentId) : ICommand<Done>, INeedAFrame, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Comment, ResourceRef.Comment(CommentId));

    public FrameNeeds Needs => new() { ChangesTaskSince = int.MaxValue };
}

internal sealed class DeleteCommentHandler(IAppDbContext db, IUnitOfWork unitOfWork, Actor actor, TimeProvider clock)
    : IRequestHandler<DeleteComment, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteComment request, CancellationToken cancellationToken)
    {
        var frame = unitOfWork.Frame;
        var comment = await db.Comments.SingleAsync(
            c => c.OrganizationId == frame.OrganizationId && c.Id == request.CommentId,
            cancellationToken
        );
        if (comment.DeletedAt is null && frame.Closed is { } closed)
            return closed;
        return comment.Delete(actor.IsAdmin, frame.TaskKey, actor.UserId, clock.GetUtcNow());
    }
}
