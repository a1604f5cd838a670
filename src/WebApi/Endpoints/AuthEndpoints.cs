using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Identity;
using TaskFlow.Domain.Common;
using TaskFlow.WebApi.Auth;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

/// <summary>Accounts: getting in, out, and what a person says about themselves. Tokens and sessions have their own class.</summary>
internal static class AuthEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Auth");
        auth.MapPost("/register", RegisterAsync).Answers<Registration>("Register", 201).OpensSession();
        auth.MapPost("/login", LoginAsync).Answers<SignedIn>("Login").OpensSession();
        auth.MapPost("/logout", LogoutAsync).AnswersNothing("Logout").AllowAnonymous();
        auth.MapGet("/providers", ProvidersAsync).Answers<Providers>("GetProviders").AllowAnonymous();
        auth.MapGet("/me", MeAsync).Answers<Me>("GetMe");
        auth.MapPatch("/me", UpdateMeAsync).Answers<UserView>("UpdateMe");
        auth.MapPost("/password", ChangePasswordAsync).AnswersNothing("ChangePassword");
        AccountMailEndpoints.Map(auth);
    }

    private static RouteHandlerBuilder OpensSession(this RouteHandlerBuilder route) =>
        route.AllowAnonymous().WithMetadata(new OpensSession());

    private static Task<IResult> RegisterAsync(JsonBody<NewAccount> body, HttpContext context, Api api)
    {
        var account = body.Value;
        var session = BeginSession(context);
        var command = new Register(
            account.Email ?? "",
            account.Password ?? "",
            account.DisplayName ?? "",
            account.OrganizationName,
            session,
            account.OrganizationName is null ? null : Ids.New()
        );
        return api.SendAsync(command, registration => Answer.Created("/api/auth/me", registration), ignoresKey: true);
    }

    private static async Task<IResult> LoginAsync(JsonBody<Credentials> body, HttpContext context, Api api)
    {
        var refused = false;
        var command = new Login(body.Value.Email ?? "", body.Value.Password ?? "", BeginSession(context));
        var result = await api.SendAsync(
            command,
            outcome =>
            {
                refused = outcome.User is null;
                return refused ? new Answer(StatusCodes.Status401Unauthorized, null) : Answer.Ok(new SignedIn(outcome.User!));
            },
            ignoresKey: true
        );
        return refused && result is BytesResult ? new ProblemResult(IdentityErrors.LoginRefused) : result;
    }

    private static async Task<IResult> LogoutAsync(OptionalJsonBody<NoValues> body, HttpContext context, Api api)
    {
        var result = await api.SendAsync(new Logout(), _ => Answer.NoContent);
        SessionCookie.Clear(context);
        return result;
    }

    private static Task<IResult> ProvidersAsync(Api api) => api.AskAsync(new GetProviders(), providers => Answer.Ok(providers));

    private static Task<IResult> MeAsync(Api api) => api.AskAsync(new GetMe(), me => Answer.Ok(me));

    private static Task<IResult> UpdateMeAsync(JsonBody<ProfilePatch> body, Api api) =>
        api.SendAsync(new UpdateProfile(body.Value.DisplayName, body.Value.TimeZone, body.Value.Locale), user => Answer.Ok(user));

    private static Task<IResult> ChangePasswordAsync(JsonBody<PasswordChange> body, Api api) =>
        api.SendAsync(new ChangePassword(body.Value.Current ?? "", body.Value.New ?? ""), _ => Answer.NoContent);

    private static SessionStart BeginSession(HttpContext context)
    {
        var secret = Secrets.New();
        SessionCookie.SetOnSuccess(context, secret.Text);
        return new SessionStart(secret, context.Request.Headers.UserAgent.ToString());
    }
}

internal sealed record NewAccount(string? Email, string? Password, string? DisplayName, string? OrganizationName);

internal sealed record Credentials(string? Email, string? Password);

internal sealed record SignedIn(UserView User);

internal sealed record ProfilePatch(string? DisplayName, string? TimeZone, string? Locale);

internal sealed record PasswordChange(string? Current, string? New);
