using Microsoft.AspNetCore.SignalR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Domain.Common;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// Around every call of a client: signs its person in with the memberships of now, counts the calls, and turns dead infrastructure into an
/// answer instead of a broken connection.
/// </summary>
internal sealed partial class CallerFilter(LiveConnections live, ILogger<CallerFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        var connection = live.Find(invocationContext.Context.ConnectionId) ?? throw new HubException("The connection is closing.");
        if (!connection.Allowance.TryTake())
        {
            connection.End("flood");
            throw new HubException($"{ErrorCodes.RateLimited}: Too many calls.");
        }
        invocationContext.ServiceProvider.GetRequiredService<Actor>().SignIn(connection.Principal);
        try
        {
            return await next(invocationContext);
        }
        catch (Exception failure) when (failure is not HubException and not OperationCanceledException)
        {
            var error = ProblemMiddleware.ErrorOf(failure);
            if (error.Code == ErrorCodes.InternalError)
                LogBug(logger, failure, invocationContext.HubMethodName);
            throw new HubException($"{error.Code}: {error.Message}", failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed")]
    private static partial void LogBug(ILogger logger, Exception exception, string method);
}
