using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Tasks;

/// <summary>The project of a task that somebody has opened (C-4.4).</summary>
public sealed record LocateTask(Guid TaskId) : IQuery<TaskPlace>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Task(TaskId));
}

public sealed record TaskPlace(Guid ProjectId, Guid TaskId);

internal sealed class LocateTaskHandler(Actor actor) : IRequestHandler<LocateTask, Result<TaskPlace>>
{
    public Task<Result<TaskPlace>> Handle(LocateTask request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<TaskPlace>>(new TaskPlace(actor.Scope.ProjectId!.Value, request.TaskId));
}
