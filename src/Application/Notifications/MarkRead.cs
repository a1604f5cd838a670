using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Notifications;

/// <summary>
/// Marks as read: single notifications, all of some tasks, or all up to a moment (what came after the list was drawn has not been read). What is
/// read already, or is not the caller's, is left alone.
/// </summary>
/// <param name="UpTo">With all of them, or of some tasks: the newest moment that was shown; null = now.</param>
public sealed record MarkRead(IReadOnlyList<Guid> Ids, IReadOnlyList<Guid> TaskIds, bool All, DateTimeOffset? UpTo) : ICommand<UnreadCount>
{
    public const int Most = 500;

    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed class MarkReadRules : AbstractValidator<MarkRead>
{
    public MarkReadRules()
    {
        RuleFor(c => c)
            .Must(c => c.All || c.Ids.Count + c.TaskIds.Count > 0)
            .WithName("ids")
            .WithErrorCode("required")
            .WithMessage("Name notifications in ids or tasks in task_ids, or send all: true.");
        RuleFor(c => c.Ids)
            .Must(ids => ids.Count <= MarkRead.Most)
            .WithErrorCode("too_many")
            .WithMessage($"At most {MarkRead.Most} at once.");
        RuleFor(c => c.TaskIds)
            .Must(ids => ids.Count <= MarkRead.Most)
            .WithErrorCode("too_many")
            .WithMessage($"At most {MarkRead.Most} at once.");
    }
}

internal sealed class MarkReadHandler(IAppDbContext db, IUnitOfWork unitOfWork, IRealtimeBus bus, Actor actor, TimeProvider clock)
    : IRequestHandler<MarkRead, Result<UnreadCount>>
{
    public async Task<Result<UnreadCount>> Handle(MarkRead request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // Instants are shown in milliseconds and kept in microseconds: the one that was shown is meant too. Nobody was shown the future.
        var end = (request.UpTo is { } shown && shown < now ? shown : now).AddMilliseconds(1);
        var (all, ids, taskIds) = (request.All, request.Ids, request.TaskIds);
        var inbox = db.InboxOf(actor);
        var read = inbox.Where(n => n.ReadAt == null && ((all || taskIds.Contains(n.TaskId)) && n.At < end || ids.Contains(n.Id)));
        await unitOfWork.UpdateAsync(read, update => update.SetProperty(n => n.ReadAt, now), cancellationToken);

        var me = actor.UserId;
        unitOfWork.AfterCommit(() => bus.Tell(new Hint.InboxMoved(me)));
        return new UnreadCount(await inbox.CountUnreadAsync(cancellationToken));
    }
}
