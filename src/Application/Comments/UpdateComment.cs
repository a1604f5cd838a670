using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Comments;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Comments;

/// <param name="BaseVersion">The version the author edited; null = the latest.</param>
public sealed record UpdateComment(Guid CommentId, string Body, int? BaseVersion) : ICommand<CommentView>, INeedAFrame
{
    public AccessRule Access => AccessRule.To(Permission.Comment, ResourceRef.Comment(CommentId));

    public FrameNeeds Needs => new() { ChangesTaskSince = int.MaxValue, UserIds = Mentions.In(Body) };
}

internal sealed class UpdateCommentRules : AbstractValidator<UpdateComment>
{
    public UpdateCommentRules()
    {
        RuleFor(c => c.BaseVersion).GreaterThan(0).OverridePropertyName("version");
        RuleFor(c => c.Body).CommentBody();
    }
}

internal sealed class UpdateCommentHandler(IAppDbContext db, IUnitOfWork unitOfWork, Actor actor, TimeProvider clock)
    : IRequestHandler<UpdateComment, Result<CommentView>>
{
    public async Task<Result<CommentView>> Handle(UpdateComment request, CancellationToken cancellationToken)
    {
        var frame = unitOfWork.Frame;
        if (frame.Closed is { } closed)
            return closed;
        var organizationId = frame.OrganizationId;
        var comment = await db.Comments.SingleAsync(
            c => c.OrganizationId == organizationId && c.Id == request.CommentId,
            cancellationToken
        );
        if (comment.RefusalOfEdit(actor.UserId) is { } refusal)
            return refusal;
        if (await ConflictAsync(request, comment, cancellationToken) is { } conflict)
            return conflict;
        // Who was mentioned and left since does not keep the author from correcting a word.
        if (Mentions.In(request.Body).Except(comment.MentionIds).Any(id => !frame.KnownMembers.Contains(id)))
            return CommentErrors.UnknownMention;
        var edited = comment.Edit(request.Body, frame.TaskKey, actor.UserId, clock.GetUtcNow());
        return edited.IsFailure ? edited.Refusal : CommentView.From(comment, actor.Principal.DisplayName);
    }

    /// <summary>The author wrote on two devices. Equal texts are no conflict.</summary>
    private async Task<Error?> ConflictAsync(UpdateComment request, Comment comment, CancellationToken cancellationToken)
    {
        if (request.BaseVersion is not { } stated || stated == comment.Version)
            return null;
        if (stated > comment.Version)
            return VersionErrors.FromFuture(stated, comment.Version);
        if (string.Equals(request.Body, comment.Body, StringComparison.Ordinal))
            return null;

        var edits = await db
            .Activities.Where(a => a.OrganizationId == comment.OrganizationId && a.ResourceId == comment.Id && a.ResourceVersion > stated)
            .OrderBy(a => a.ResourceVersion)
            .Join(
                db.Users,
                a => a.ActorId,
                u => u.Id,
                (a, u) =>
                    new
                    {
                        a.ResourceVersion,
                        u.Email,
                        a.At,
                        a.Changes,
                    }
            )
            .ToListAsync(cancellationToken);
        var last = edits[^1];
        var refusal = CommentErrors.Conflict(
            stated,
            comment,
            BodyBefore(edits[0].Changes),
            request.Body,
            new CommentEdit(last.ResourceVersion, last.Email, last.At)
        );
        var details = new Dictionary<string, object?>(refusal.Details!, StringComparer.Ordinal)
        {
            ["current"] = CommentView.From(comment, actor.Principal.DisplayName),
        };
        return refusal with { Details = details };
    }

    /// <summary>Every edit of a living comment changed its body.</summary>
    private static string BodyBefore(string changes)
    {
        using var logged = JsonDocument.Parse(changes);
        return logged.RootElement.GetProperty("body").GetProperty("from").GetString()!;
    }
}
