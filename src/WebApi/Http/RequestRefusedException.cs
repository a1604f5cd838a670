using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Http;

/// <summary>A request that cannot be read. Model binding has no other way out than an exception; one place turns it into a problem.</summary>
internal sealed class RequestRefusedException(Error error) : Exception(error.Message)
{
    public Error Error { get; } = error;

    public static RequestRefusedException Malformed(string message) => new(new Error(ErrorCodes.MalformedRequest, message));

    public static RequestRefusedException NotFound(string what) => new(Error.NotFound(what));

    public static RequestRefusedException Parameter(string name, string code, string message) =>
        new(Error.Invalid(FieldError.OfParameter(name, code, message)));
}
