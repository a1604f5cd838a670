using System.Net.Sockets;
using TaskFlow.Application.Deliveries;

namespace TaskFlow.Infrastructure.Resilience;

/// <summary>A connection to this address is forbidden; nothing was sent.</summary>
internal sealed class ForbiddenAddressException(string message) : IOException(message);

/// <summary>What it means that no answer came.</summary>
internal static class WireFailure
{
    /// <param name="content">The body, for which it is known whether it was written; null for a request without one.</param>
    public static SendOutcome Read(Exception error, WrittenContent? content)
    {
        if (Find<ForbiddenAddressException>(error) is { } forbidden)
            return new SendOutcome.Refused(forbidden.Message);
        if (NeverConnected(error) || content is { IsWritten: false })
            return new SendOutcome.NotSent(Describe(error));
        return new SendOutcome.Ambiguous(Describe(error));
    }

    private static bool NeverConnected(Exception error) =>
        error
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError
            };

    private static string Describe(Exception error) =>
        error switch
        {
            OperationCanceledException => "No answer in time.",
            _ when Find<SocketException>(error) is { } socket => $"{error.Message} [{socket.SocketErrorCode}]",
            _ => error.Message,
        };

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
            if (error is T found)
                return found;
        return null;
    }
}
