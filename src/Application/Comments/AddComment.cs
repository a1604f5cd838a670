using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Comments;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Comments;

/// <param name="CommentId">Chosen by the client or made by the endpoint; UUIDv7.</param>
public sealed record AddComment(ResourceRef Task, Guid CommentId, string Body) : ICommand<CommentView>, INeedAFrame
{
    public AccessRule Access => AccessRule.To(Permission.Comment, Task);

    public FrameNeeds Needs => new() { ChangesTaskSince = int.MaxValue, UserIds = Mentions.In(Body) };
}

internal sealed class AddCommentRules : AbstractValidator<AddComment>
{
    public AddCommentRules()
    {
        RuleFor(c => c.CommentId)
            .Must(Ids.IsAcceptable)
            .OverridePropertyName("id")
            .WithErrorCode("not_uuid_v7")
            .WithMessage("An id is a UUIDv7.");
        RuleFor(c => c.Body).CommentBody();
    }
}

internal sealed class AddCommentHandler(IAppDbContext db, IUnitOfWork unitOfWork, Actor actor, ScopeCache scopes, TimeProvider clock)
    : IRequestHandler<AddComment, Result<CommentView>>
{
    public Task<Result<CommentView>> Handle(AddComment request, CancellationToken cancellationToken) => Task.FromResult(Add(request));

    private Result<CommentView> Add(AddComment request)
    {
        var frame = unitOfWork.Frame;
        if (frame.Closed is { } closed)
            return closed;
        if (Mentions.In(request.Body).Any(id => !frame.KnownMembers.Contains(id)))
            return CommentErrors.UnknownMention;

        var draft = new NewComment(request.CommentId, frame.OrganizationId, frame.ProjectId, actor.Scope.TaskId, frame.TaskKey);
        var comment = Comment.Write(draft, request.Body, actor.UserId, clock.GetUtcNow());
        db.Comments.Add(comment);
        var scope = new Scope(frame.OrganizationId, frame.ProjectId, comment.Id) { ParentTaskId = comment.TaskId };
        unitOfWork.AfterCommit(() => scopes.Remember(actor.UserId, ResourceRef.Comment(comment.Id), scope));
        return CommentView.From(comment, actor.Principal.DisplayName);
    }
}
