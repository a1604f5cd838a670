using MediatR;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Identity;

/// <summary>How people sign in here; asked before anybody is signed in.</summary>
public sealed record GetProviders : IQuery<Providers>
{
    public AccessRule Access => AccessRule.Anyone;
}

/// <param name="Email">Password links can be sent; without a mail server an operator resets passwords.</param>
public sealed record Providers(bool Local, OidcClient? Oidc, bool Email);

internal sealed class GetProvidersHandler(Installation installation) : IRequestHandler<GetProviders, Result<Providers>>
{
    public Task<Result<Providers>> Handle(GetProviders request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<Providers>>(new Providers(installation.LocalSignIn, installation.Oidc, installation.SendsMail));
}
