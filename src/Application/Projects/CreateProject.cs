using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Application.Projects;

/// <param name="Key">Null = made from the name.</param>
/// <param name="Statuses">Null = the default workflow.</param>
public sealed record CreateProject(Guid OrganizationId, string? Key, string Name, string? Description, IReadOnlyList<StatusDraft>? Statuses)
    : ICommand<ProjectView>
{
    public AccessRule Access => AccessRule.To(Permission.ManageProject, ResourceRef.Organization(OrganizationId));
}

internal sealed class CreateProjectRules : AbstractValidator<CreateProject>
{
    public CreateProjectRules()
    {
        RuleFor(c => c.Key)
            .Must(key => key is null || ProjectKeys.IsValid(key))
            .WithErrorCode("not_a_key")
            .WithMessage("A key is 2–10 upper case letters and digits and begins with a letter.");
        RuleFor(c => c.Name).Name(Project.NameMaxLength);
        RuleFor(c => c.Description!).Text(Project.DescriptionMaxLength);
        RuleFor(c => c.Statuses).Must(s => s is null or { Count: >= 1 and <= 50 }).WithErrorCode("count").WithMessage("1–50 statuses.");
        RuleForEach(c => c.Statuses)
            .ChildRules(s =>
            {
                s.RuleFor(d => d.Name).Name(Status.NameMaxLength);
                s.RuleFor(d => d.Color).Color();
            });
        RuleFor(c => c.Statuses)
            .Must(s => s is null || s.Select(d => d.Name?.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() == s.Count)
            .WithErrorCode("duplicate")
            .WithMessage("Two statuses have one name.");
    }
}

internal sealed class CreateProjectHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<CreateProject, Result<ProjectView>>
{
    public async Task<Result<ProjectView>> Handle(CreateProject request, CancellationToken cancellationToken)
    {
        var taken = await db
            .Projects.Where(p => p.OrganizationId == request.OrganizationId)
            .Select(p => p.Key)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        var key = request.Key ?? ProjectKeys.From(request.Name, taken);
        if (taken.Contains(key))
            return Error.AlreadyExists("The organization has a project with this key.");

        var project = Project.Start(
            Ids.New(),
            request.OrganizationId,
            key,
            request.Name,
            request.Description,
            actor.UserId,
            clock.GetUtcNow()
        );
        db.Projects.Add(project);
        db.ProjectFeeds.Add(ProjectFeed.Of(project));
        var drafts = request.Statuses ?? Status.Default;
        for (var position = 0; position < drafts.Count; position++)
            db.Statuses.Add(Status.FirstOf(project.OrganizationId, project.Id, drafts[position], position));
        return ProjectView.From(project);
    }
}
