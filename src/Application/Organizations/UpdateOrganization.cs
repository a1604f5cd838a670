using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <param name="Name">Null = leave it.</param>
/// <param name="BaseVersion">The version the client edited; null = the latest.</param>
public sealed record UpdateOrganization(Guid OrganizationId, string? Name, int? BaseVersion) : ICommand<OrganizationView>
{
    public AccessRule Access => AccessRule.To(Permission.ManageOrganization, ResourceRef.Organization(OrganizationId));
}

internal sealed class UpdateOrganizationRules : AbstractValidator<UpdateOrganization>
{
    public UpdateOrganizationRules()
    {
        When(c => c.Name is not null, () => RuleFor(c => c.Name!).Name(Organization.NameMaxLength));
        RuleFor(c => c.BaseVersion).GreaterThan(0).OverridePropertyName("version");
    }
}

internal sealed class UpdateOrganizationHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<UpdateOrganization, Result<OrganizationView>>
{
    public async Task<Result<OrganizationView>> Handle(UpdateOrganization request, CancellationToken cancellationToken)
    {
        var organization = await db
            .Organizations.Where(o => o.Id == request.OrganizationId)
            .Locked()
            .SingleOrDefaultAsync(cancellationToken);
        if (organization is null)
            return Error.NotFound("Organization");
        var renamed = organization.Rename(request.Name ?? organization.Name, request.BaseVersion, clock.GetUtcNow());
        return renamed.IsFailure ? renamed.Refusal : OrganizationView.From(organization, actor.MembershipIn(organization.Id)!.Role);
    }
}
