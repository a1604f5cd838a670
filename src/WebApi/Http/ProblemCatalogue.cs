using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Http;

/// <summary>What a code means over HTTP. The pages under <c>/problems/</c> and every problem answer come from this one list.</summary>
/// <param name="Advice">What the caller does about it; the text of the page.</param>
internal sealed record ProblemKind(string Code, int Status, string Title, bool Retryable, string Advice)
{
    public string Slug { get; } = Code.ToLowerInvariant().Replace('_', '-');
}

internal static class ProblemCatalogue
{
    public static readonly IReadOnlyList<ProblemKind> All =
    [
        new(
            ErrorCodes.MalformedRequest,
            400,
            "Malformed request",
            false,
            "The body is not the JSON this route expects: look at the member that is named, and at its type."
        ),
        new(
            ErrorCodes.UnknownParameter,
            400,
            "Unknown parameter",
            false,
            "The route does not know the query parameter that is named. Remove it or correct its name."
        ),
        new(
            ErrorCodes.Unauthenticated,
            401,
            "Not signed in",
            false,
            "Sign in, or send a valid token in the header Authorization: Bearer tf_…"
        ),
        new(
            ErrorCodes.Forbidden,
            403,
            "Not allowed",
            false,
            "You are known, and your role or your token does not permit this. Ask an admin of the organization."
        ),
        new(ErrorCodes.NotFound, 404, "Not found", false, "It does not exist, or it belongs to an organization you are not a member of."),
        new(ErrorCodes.MethodNotAllowed, 405, "Method not allowed", false, "The route exists with other methods: see the header Allow."),
        new(ErrorCodes.RequestTimeout, 408, "Request timeout", true, "The request arrived too slowly. Send it again."),
        new(
            ErrorCodes.VersionConflict,
            409,
            "Version conflict",
            false,
            "Somebody changed the same field since the version you edited. details.fields shows base, theirs and yours."
        ),
        new(
            ErrorCodes.IdempotencyInProgress,
            409,
            "Request in progress",
            true,
            "The first request with this key is still running. Ask again after Retry-After with the same key."
        ),
        new(ErrorCodes.AlreadyExists, 409, "Already exists", false, "Something with this id, key, name or address exists. Choose another."),
        new(
            ErrorCodes.InvalidState,
            409,
            "Invalid state",
            false,
            "The resource is in a state that does not permit this, for example archived."
        ),
        new(ErrorCodes.UploadExpired, 410, "Upload expired", false, "The upload was not confirmed in time. Begin a new one."),
        new(
            ErrorCodes.PayloadTooLarge,
            413,
            "Payload too large",
            false,
            "The request is larger than the route accepts: 1 MiB, imports more."
        ),
        new(
            ErrorCodes.UnsupportedMediaType,
            415,
            "Unsupported media type",
            false,
            "Send application/json, or multipart/form-data where a file is expected."
        ),
        new(
            ErrorCodes.ValidationFailed,
            422,
            "Validation failed",
            false,
            "The values in details.errors are not allowed; each names its place and the reason."
        ),
        new(
            ErrorCodes.IdempotencyKeyReused,
            422,
            "Idempotency key reused",
            false,
            "The key was used for a different request. Take a new key for every new intent."
        ),
        new(
            ErrorCodes.TaskLocked,
            423,
            "Task locked",
            true,
            "Somebody is editing the text of this task. details tells who, and until when."
        ),
        new(
            ErrorCodes.PreconditionRequired,
            428,
            "Base version required",
            false,
            "Name the version you edited: If-Match: \"7\" or the member version."
        ),
        new(ErrorCodes.RateLimited, 429, "Too many requests", true, "Wait for Retry-After, then go on."),
        new(ErrorCodes.InternalError, 500, "Internal error", true, "Our fault. The trace id finds it in our logs."),
        new(ErrorCodes.Overloaded, 503, "Overloaded", true, "Too much at once. Try again after Retry-After."),
        new(
            ErrorCodes.DatabaseBusy,
            503,
            "Database busy",
            true,
            "No connection or lock could be had in time. Try again after Retry-After with the same key."
        ),
        new(
            ErrorCodes.NotificationBacklog,
            503,
            "Notification backlog",
            true,
            "Too many notifications are waiting. Reads go on; try again after Retry-After."
        ),
        new(
            ErrorCodes.DependencyUnavailable,
            503,
            "Dependency unavailable",
            true,
            "Something this request needs is out of reach. Try again after Retry-After with the same key."
        ),
        new(ErrorCodes.Draining, 503, "Shutting down", true, "This instance is stopping. Try again: another one answers."),
        new(
            ErrorCodes.OutcomeUnknown,
            503,
            "Outcome unknown",
            true,
            "The database did not confirm. Send the same request with the same key: it takes effect at most once."
        ),
        new(
            ErrorCodes.AuthKeysUnavailable,
            503,
            "Sign-in keys unavailable",
            true,
            "The issuer of your token cannot be reached. Try again later."
        ),
        new(ErrorCodes.DeadlineExceeded, 504, "Deadline exceeded", true, "It took too long and was stopped. Try again with the same key."),
    ];

    private static readonly Dictionary<string, ProblemKind> ByCode = All.ToDictionary(k => k.Code, StringComparer.Ordinal);

    private static readonly Dictionary<int, ProblemKind> ByStatus = All.GroupBy(k => k.Status).ToDictionary(g => g.Key, g => g.First());

    public static ProblemKind Of(string code) => ByCode[code];

    /// <summary>For answers that only have a status, as routing gives them.</summary>
    public static ProblemKind? OfStatus(int status) => ByStatus.GetValueOrDefault(status);
}
