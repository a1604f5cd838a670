using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Access;

public static class AccessErrors
{
    public static readonly Error NotSignedIn = new(ErrorCodes.Unauthenticated, "Sign in, or send a token: Authorization: Bearer tf_…");
}
