using TaskFlow.Application.Identity;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

/// <summary>Ways back into an account, and proof of an address, by links in mails (ADR 0029).</summary>
internal static class AccountMailEndpoints
{
    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapPost("/password/forgot", ForgotAsync).AnswersNothing("ForgotPassword", 202).AllowAnonymous();
        auth.MapPost("/password/reset", ResetAsync).AnswersNothing("ResetPassword").AllowAnonymous();
        auth.MapPost("/email/verify", VerifyAsync).AnswersNothing("VerifyEmail").AllowAnonymous();
        auth.MapPost("/email/verification", SendVerificationAsync).AnswersNothing("SendVerification", 202);
    }

    private static Task<IResult> ForgotAsync(JsonBody<ForgottenPassword> body, Api api) =>
        api.SendAsync(new ForgotPassword(body.Value.Email ?? ""), _ => Accepted);

    private static Task<IResult> ResetAsync(JsonBody<NewPassword> body, Api api) =>
        api.SendAsync(new ResetPassword(body.Value.Token ?? "", body.Value.Password ?? ""), _ => Answer.NoContent);

    private static Task<IResult> VerifyAsync(JsonBody<EmailLink> body, Api api) =>
        api.SendAsync(new VerifyEmail(body.Value.Token ?? ""), _ => Answer.NoContent);

    private static Task<IResult> SendVerificationAsync(OptionalJsonBody<NoValues> body, Api api) =>
        api.SendAsync(new SendVerification(), _ => Accepted);

    private static Answer Accepted => new(StatusCodes.Status202Accepted, null);
}

internal sealed record ForgottenPassword(string? Email);

internal sealed record NewPassword(string? Token, string? Password);

internal sealed record EmailLink(string? Token);
