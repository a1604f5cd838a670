using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

public static class IdentityErrors
{
    /// <summary>
    /// One answer for an unknown address, a wrong password and a locked account: it must not tell which addresses have accounts.
    /// </summary>
    public static readonly Error LoginRefused = new(
        ErrorCodes.Unauthenticated,
        $"The e-mail address or the password is wrong. After {User.MaxFailures} failures sign-in is refused for {User.FailureWindow.TotalMinutes} minutes."
    );

    internal static readonly Error LocalSignInIsOff = Error.Forbidden("This installation signs people in through its OpenID provider.");

    /// <summary>One answer for all: it must not tell whether a link ever was one.</summary>
    internal static readonly Error LinkIsWorthless = Error.Invalid(
        FieldError.In(
            "/token",
            "link_not_usable",
            "This link was used, has expired, was replaced by a newer one or never was one. Ask for a new one."
        )
    );

    internal static readonly Error WrongCurrentPassword = Error.Invalid(
        FieldError.In("/current", "wrong_password", "The current password is not right.")
    );
}
