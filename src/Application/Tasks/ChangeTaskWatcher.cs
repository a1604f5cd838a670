using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <summary>Lets a person watch a task, or not. It is no change of the task: no envelope, no new version. Guests decide for themselves only.</summary>
public sealed record ChangeTaskWatcher(ResourceRef Task, Guid UserId, bool Watches) : ICommand<TaskView>, INeedAFrame, IHaveNoRules
{
    public AccessRule Access => AccessRule.To(Permission.Comment, Task);

    public FrameNeeds Needs => new() { ChangesTaskSince = int.MaxValue, UserIds = [UserId] };
}

internal sealed class ChangeTaskWatcherHandler(IAppDbContext db, TaskChanges changes, IUnitOfWork unitOfWork, Actor actor)
    : IRequestHandler<ChangeTaskWatcher, Result<TaskView>>
{
    private static readonly Error ForOthers = Error.Forbidden("A guest decides for themselves only.");

    private static readonly Error Unknown = Error.Invalid(
        FieldError.OfParameter("user_id", "unknown_member", "The person is not a member who can see this project.")
    );

    public async Task<Result<TaskView>> Handle(ChangeTaskWatcher request, CancellationToken cancellationToken)
    {
        var frame = unitOfWork.Frame;
        if (frame.Closed is { } closed)
            return closed;
        if (request.UserId != actor.UserId && !actor.MembershipIn(frame.OrganizationId)!.Role.Allows(Permission.Edit))
            return ForOthers;
        var seesTheProject = frame.KnownMembers.Contains(request.UserId);
        if (request.Watches && !seesTheProject)
            return Unknown;

        var taskId = actor.Scope.TaskId;
        var found = await db
            .Tasks.Where(t => t.OrganizationId == frame.OrganizationId && t.Id == taskId)
            .Select(t => new
            {
                Task = t,
                Watcher = db.TaskWatchers.FirstOrDefault(w =>
                    w.OrganizationId == t.OrganizationId && w.TaskId == t.Id && w.UserId == request.UserId
                ),
            })
            .SingleAsync(cancellationToken);
        if (found.Watcher is { } watcher)
            watcher.Decide(request.Watches);
        else if (seesTheProject)
            db.TaskWatchers.Add(TaskWatcher.Of(found.Task, request.UserId, request.Watches));
        return changes.View(found.Task);
    }
}
