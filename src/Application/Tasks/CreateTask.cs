using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Tasks;

/// <param name="TaskId">Chosen by the client or made by the endpoint; UUIDv7.</param>
public sealed record CreateTask(Guid ProjectId, Guid TaskId, TaskPatch Fields) : ICommand<TaskView>, INeedAFrame
{
    public AccessRule Access => AccessRule.To(Permission.Edit, ResourceRef.Project(ProjectId));

    public FrameNeeds Needs => TaskRules.NeedsOf(Fields) with { Numbers = 1, EntersFirstStatus = !Fields.Touches(TaskField.StatusId) };
}

internal sealed class CreateTaskRules : AbstractValidator<CreateTask>
{
    public CreateTaskRules()
    {
        RuleFor(c => c.TaskId)
            .Must(Ids.IsAcceptable)
            .OverridePropertyName("id")
            .WithErrorCode("not_uuid_v7")
            .WithMessage("An id is a UUIDv7.");
        RuleFor(c => c.Fields)
            .Must(f => f.Touches(TaskField.Title))
            .OverridePropertyName("title")
            .WithErrorCode("required")
            .WithMessage("A task has a title.");
        RuleFor(c => c.Fields).TaskFields();
    }
}

internal sealed class CreateTaskHandler(IAppDbContext db, IUnitOfWork unitOfWork, Actor actor, ScopeCache scopes, TimeProvider clock)
    : IRequestHandler<CreateTask, Result<TaskView>>
{
    public Task<Result<TaskView>> Handle(CreateTask request, CancellationToken cancellationToken) => Task.FromResult(Create(request));

    private Result<TaskView> Create(CreateTask request)
    {
        var frame = unitOfWork.Frame;
        if (frame.ArchivedAt is not null)
            return ProjectErrors.Archived;
        if (TaskRules.AgainstFrame(request.Fields, frame, request.TaskId) is { } refusal)
            return refusal;

        var fields = request.Fields.OrElse(TaskField.StatusId, frame.Statuses[0].Id);
        var category = frame.CategoryOf((Guid)fields[TaskField.StatusId]!);
        var draft = new NewTask(request.TaskId, frame.OrganizationId, frame.ProjectId, frame.Key, frame.FirstNumber);
        var created = TaskItem.Create(draft, fields, category, actor.UserId, clock.GetUtcNow());
        if (created.IsFailure)
            return created.Refusal;

        db.Tasks.Add(created.Value);
        var scope = new Scope(frame.OrganizationId, frame.ProjectId, request.TaskId);
        unitOfWork.AfterCommit(() => scopes.Remember(actor.UserId, ResourceRef.Task(request.TaskId), scope));
        return TaskView.From(created.Value, frame.Key, category);
    }
}
