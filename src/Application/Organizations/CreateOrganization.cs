using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Organizations;

/// <summary>The caller becomes its owner.</summary>
/// <param name="OrganizationId">Made by the endpoint: the tenancy of the transaction is set before the organization exists.</param>
public sealed record CreateOrganization(Guid OrganizationId, string Name) : ICommand<OrganizationView>, IFoundAnOrganization
{
    public AccessRule Access => AccessRule.SignedIn;

    public Guid? FoundedOrganizationId => OrganizationId;
}

internal sealed class CreateOrganizationRules : AbstractValidator<CreateOrganization>
{
    public CreateOrganizationRules() => RuleFor(c => c.Name).Name(Organization.NameMaxLength);
}

internal sealed class CreateOrganizationHandler(
    IAppDbContext db,
    IUnitOfWork unitOfWork,
    IIdentities identities,
    Actor actor,
    TimeProvider clock
) : IRequestHandler<CreateOrganization, Result<OrganizationView>>
{
    public Task<Result<OrganizationView>> Handle(CreateOrganization request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<OrganizationView>>(Found(request));

    private OrganizationView Found(CreateOrganization request)
    {
        var now = clock.GetUtcNow();
        var organization = Organization.Found(request.OrganizationId, request.Name, now);
        db.Organizations.Add(organization);
        db.Memberships.Add(Membership.Join(organization.Id, actor.UserId, Role.Owner, [], now));
        unitOfWork.AfterCommit(() => identities.Forget(actor.UserId));
        return OrganizationView.From(organization, Role.Owner);
    }
}
