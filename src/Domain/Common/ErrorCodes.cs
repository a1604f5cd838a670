namespace TaskFlow.Domain.Common;

/// <summary>Every error code of the contract (api.md). Each has a page under <c>/problems/</c>.</summary>
public static class ErrorCodes
{
    public const string MalformedRequest = "MALFORMED_REQUEST";
    public const string UnknownParameter = "UNKNOWN_PARAMETER";
    public const string Unauthenticated = "UNAUTHENTICATED";
    public const string Forbidden = "FORBIDDEN";
    public const string NotFound = "NOT_FOUND";
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";
    public const string RequestTimeout = "REQUEST_TIMEOUT";
    public const string VersionConflict = "VERSION_CONFLICT";
    public const string IdempotencyInProgress = "IDEMPOTENCY_IN_PROGRESS";
    public const string AlreadyExists = "ALREADY_EXISTS";
    public const string InvalidState = "INVALID_STATE";
    public const string UploadExpired = "UPLOAD_EXPIRED";
    public const string PayloadTooLarge = "PAYLOAD_TOO_LARGE";
    public const string UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";
    public const string ValidationFailed = "VALIDATION_FAILED";
    public const string IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED";
    public const string TaskLocked = "TASK_LOCKED";
    public const string PreconditionRequired = "PRECONDITION_REQUIRED";
    public const string RateLimited = "RATE_LIMITED";
    public const string InternalError = "INTERNAL_ERROR";
    public const string Overloaded = "OVERLOADED";
    public const string DatabaseBusy = "DATABASE_BUSY";
    public const string NotificationBacklog = "NOTIFICATION_BACKLOG";
    public const string DependencyUnavailable = "DEPENDENCY_UNAVAILABLE";
    public const string Draining = "DRAINING";
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";
    public const string AuthKeysUnavailable = "AUTH_KEYS_UNAVAILABLE";
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";
}
