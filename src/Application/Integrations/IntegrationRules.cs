using FluentValidation;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Activities;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Integrations;

namespace TaskFlow.Application.Integrations;

/// <summary>What holds for every kind; configuration and secrets are judged by the integration itself.</summary>
internal sealed class IntegrationRules : AbstractValidator<IntegrationEdit>
{
    public IntegrationRules()
    {
        When(e => e.Name is not null, () => RuleFor(e => e.Name!).Name(Integration.NameMaxLength).OverridePropertyName("name"));
        RuleFor(e => e.ProjectIds)
            .Must(ids => ids is null || ids.Count <= Integration.MaxProjects)
            .WithErrorCode("too_many")
            .WithMessage($"An integration names at most {Integration.MaxProjects} projects; none stands for all.")
            .OverridePropertyName("project_ids");
        RuleFor(e => e.EventTypes)
            .Must(events => events is null || events.Count > 0)
            .WithErrorCode("required")
            .WithMessage("Name at least one event, or [\"*\"] for all.")
            .Must(events => events is null || events.Count <= 1 || !events.Contains(EventCatalogue.Every, StringComparer.Ordinal))
            .WithErrorCode("not_allowed")
            .WithMessage("\"*\" stands for all events and alone.")
            .OverridePropertyName("events");
        RuleForEach(e => e.EventTypes)
            .Must(type => type == EventCatalogue.Every || EventCatalogue.All.Contains(type, StringComparer.Ordinal))
            .WithErrorCode("unknown_event")
            .WithMessage($"Events are: *, {string.Join(", ", EventCatalogue.All)}.")
            .OverridePropertyName("events");
    }

    public static async Task<Error?> UnknownProjectAsync(
        IAppDbContext db,
        Guid organizationId,
        IReadOnlyList<Guid>? projectIds,
        CancellationToken cancellationToken
    )
    {
        if (projectIds is not { Count: > 0 })
            return null;
        var known = await db
            .Projects.Where(p => p.OrganizationId == organizationId && projectIds.Contains(p.Id))
            .Select(p => p.Id)
            .ToListAsync(cancellationToken);
        var unknown = projectIds.Select((id, index) => (Id: id, Index: index)).Where(p => !known.Contains(p.Id)).ToList();
        return unknown.Count == 0
            ? null
            : Error.Invalid([
                .. unknown.Select(p =>
                    FieldError.In($"/project_ids/{p.Index}", "unknown_project", "The organization has no such project.")
                ),
            ]);
    }
}
