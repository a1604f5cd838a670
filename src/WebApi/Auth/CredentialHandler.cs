using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.Realtime;

namespace TaskFlow.WebApi.Auth;

/// <summary>
/// Finds out who presents the credential and signs the actor of this request in. Whether that person may do it is decided in the pipeline.
/// A token that is sent but not valid is nobody, also when a cookie comes along.
/// </summary>
internal sealed class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IIdentities identities,
    Actor actor
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";
    private const string TicketParameter = "access_token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (await FindAsync() is not { } principal)
            return AuthenticateResult.NoResult();
        actor.SignIn(principal);
        var identity = new ClaimsIdentity(
            [new System.Security.Claims.Claim(ClaimTypes.NameIdentifier, principal.UserId.ToString())],
            Scheme.Name
        );
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, AccessErrors.NotSignedIn);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, Error.Forbidden("This is not yours to do."));

    private async Task<Principal?> FindAsync()
    {
        if (Request.Path.StartsWithSegments(HubGate.Path, StringComparison.Ordinal) && Request.Query.ContainsKey(TicketParameter))
            return await FindByTicketAsync();
        var header = Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            var isToken = header.StartsWith(Bearer + ApiToken.Prefix, StringComparison.OrdinalIgnoreCase);
            return isToken
                ? await identities.FindByTokenAsync(Secrets.HashOf(header[Bearer.Length..].Trim()), Context.RequestAborted)
                : null;
        }

        return SessionCookie.Read(Request) is { } secret
            ? await identities.FindBySessionAsync(Secrets.HashOf(secret), Context.RequestAborted)
            : null;
    }

    /// <summary>
    /// The one secret that may stand in an address, because it works once; nothing else there is looked at. It is taken out of the request, so
    /// that nobody behind here logs it.
    /// </summary>
    private Task<Principal?> FindByTicketAsync()
    {
        var presented = Request.Query[TicketParameter].ToString();
        var rest = Request.Query.Where(parameter => parameter.Key != TicketParameter);
        Request.QueryString = QueryString.Create(rest);
        return presented.StartsWith(RealtimeTicket.Prefix, StringComparison.Ordinal)
            ? identities.FindByTicketAsync(Secrets.HashOf(presented), Context.WebSockets.IsWebSocketRequest, Context.RequestAborted)
            : Task.FromResult<Principal?>(null);
    }
}
