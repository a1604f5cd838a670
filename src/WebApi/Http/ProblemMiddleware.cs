using Npgsql;
using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Http;

/// <summary>
/// The one place where an exception becomes an answer: unreadable requests, dead infrastructure, bugs. Nothing internal reaches a client.
/// Answers of routing that have only a status get their problem body here too.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
                await WriteForStatusAsync(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var error = ErrorOf(exception);
            if (error.Code == ErrorCodes.InternalError)
                LogBug(logger, exception, context.Request.Method, context.Request.Path);
            else if (ProblemCatalogue.Of(error.Code).Status >= 500)
                LogInfrastructure(logger, error.Code, exception.Message, context.Request.Method, context.Request.Path);
            await Problems.WriteAsync(context, error);
        }
    }

    internal static Error ErrorOf(Exception exception) =>
        exception switch
        {
            RequestRefusedException refused => refused.Error,
            BadHttpRequestException { StatusCode: 413 } => new Error(ErrorCodes.PayloadTooLarge, "The request is too large."),
            BadHttpRequestException { StatusCode: 408 } => new Error(ErrorCodes.RequestTimeout, "The request arrived too slowly."),
            BadHttpRequestException { StatusCode: 415 } => new Error(
                ErrorCodes.UnsupportedMediaType,
                "The media type is not supported here."
            ),
            BadHttpRequestException bad => new Error(ErrorCodes.MalformedRequest, bad.Message),
            _ => DatabaseErrorOf(exception) ?? new Error(ErrorCodes.InternalError, "Something went wrong on our side."),
        };

    private static Error? DatabaseErrorOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            switch (exception)
            {
                case PostgresException { SqlState: PostgresErrorCodes.QueryCanceled }:
                    return new Error(ErrorCodes.DeadlineExceeded, "The database did not finish in time.");
                case PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.TooManyConnections }:
                case NpgsqlException { InnerException: TimeoutException } when exception.Message.Contains("pool", StringComparison.Ordinal):
                    return new Error(ErrorCodes.DatabaseBusy, "The database is busy. Try again.");
                case PostgresException refused when !IsOutage(refused.SqlState):
                    return null;
                case NpgsqlException:
                    return new Error(ErrorCodes.DependencyUnavailable, "The database is out of reach. Try again.");
            }
        }

        return null;
    }

    /// <summary>Classes 08 (connection), 53 (resources), 57P (shut down) and a server that only reads: not our bug, and it passes.</summary>
    private static bool IsOutage(string sqlState) =>
        sqlState.StartsWith("08", StringComparison.Ordinal)
        || sqlState.StartsWith("53", StringComparison.Ordinal)
        || sqlState.StartsWith("57P", StringComparison.Ordinal)
        || sqlState == PostgresErrorCodes.ReadOnlySqlTransaction;

    private static Task WriteForStatusAsync(HttpContext context)
    {
        var kind = ProblemCatalogue.OfStatus(context.Response.StatusCode);
        if (kind is null)
            return Task.CompletedTask;
        var allowed = context.Response.Headers.Allow.ToString();
        return Problems.WriteAsync(
            context,
            new Error(kind.Code, allowed.Length > 0 ? $"{kind.Title}. Allowed: {allowed}." : $"{kind.Title}.")
        );
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled exception in {Method} {Path}")]
    private static partial void LogBug(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code} ({Reason}) in {Method} {Path}")]
    private static partial void LogInfrastructure(ILogger logger, string code, string reason, string method, string path);
}
