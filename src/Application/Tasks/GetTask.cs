using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Tasks;

public sealed record GetTask(ResourceRef Task) : IQuery<TaskView>
{
    public AccessRule Access => AccessRule.To(Permission.See, Task);
}

internal sealed class GetTaskHandler(ITaskReader tasks, Actor actor) : IRequestHandler<GetTask, Result<TaskView>>
{
    public async Task<Result<TaskView>> Handle(GetTask request, CancellationToken cancellationToken)
    {
        var scope = actor.Scope;
        var task = await tasks.FindAsync(scope.OrganizationId, scope.ResourceId!.Value, cancellationToken);
        return task is null ? Error.NotFound("Task") : task;
    }
}
