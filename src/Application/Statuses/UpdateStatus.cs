using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Application.Projects;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Statuses;

/// <summary>A new position shifts the columns between the old one and the new one.</summary>
public sealed record UpdateStatus(Guid StatusId, StatusEdit Edit, int? BaseVersion) : ICommand<StatusView>
{
    public AccessRule Access => AccessRule.To(Permission.ManageProject, ResourceRef.Status(StatusId));
}

internal sealed class UpdateStatusRules : AbstractValidator<UpdateStatus>
{
    public UpdateStatusRules()
    {
        When(c => c.Edit.Name is not null, () => RuleFor(c => c.Edit.Name!).Name(Status.NameMaxLength).OverridePropertyName("name"));
        RuleFor(c => c.Edit.Color!).Color().OverridePropertyName("color");
        RuleFor(c => c.Edit.Position).GreaterThanOrEqualTo(0).OverridePropertyName("position").WithErrorCode("out_of_range");
        RuleFor(c => c.Edit.WipLimit)
            .Must(w => w?.Value is null or >= 1 and <= 10_000)
            .OverridePropertyName("wip_limit")
            .WithErrorCode("out_of_range")
            .WithMessage("A WIP limit is 1–10000, or null for none.");
    }
}

internal sealed class UpdateStatusHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<UpdateStatus, Result<StatusView>>
{
    public async Task<Result<StatusView>> Handle(UpdateStatus request, CancellationToken cancellationToken)
    {
        var projectId = actor.Scope.ProjectId!.Value;
        var project = await db.Projects.Where(p => p.Id == projectId).Locked().SingleAsync(cancellationToken);
        if (project.ArchivedAt is not null)
            return ProjectErrors.Archived;
        var columns = await db
            .Statuses.Where(s => s.ProjectId == projectId)
            .OrderBy(s => s.Position)
            .ThenBy(s => s.Id)
            .ToListAsync(cancellationToken);
        if (columns.Find(s => s.Id == request.StatusId) is not { } status)
            return Error.NotFound("Status");
        if (request.BaseVersion is { } stated && stated != status.Version)
            return VersionErrors.Stale(stated, status.Version);

        var now = clock.GetUtcNow();
        if (request.Edit.Position is { } position)
        {
            columns.Remove(status);
            columns.Insert(Math.Min(position, columns.Count), status);
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i] != status)
                    columns[i].Edit(new StatusEdit(null, null, null, i, null), actor.UserId, now);
            }
        }

        var place = request.Edit.Position is null ? (int?)null : columns.IndexOf(status);
        status.Edit(request.Edit with { Position = place }, actor.UserId, now);
        return StatusView.From(status);
    }
}
