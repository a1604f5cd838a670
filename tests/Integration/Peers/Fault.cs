using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TaskFlow.Integration.Peers;

/// <summary>What a peer does instead of answering well.</summary>
/// <param name="Misbehave">Runs after the request was read.</param>
public sealed record Fault(Func<HttpContext, Task> Misbehave)
{
    /// <summary>Nothing comes, and the connection stays.</summary>
    public static readonly Fault Silence = new(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

    /// <summary>The request is read, then the connection is torn down.</summary>
    public static readonly Fault Reset = new(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Good headers, then a byte a second.</summary>
    public static readonly Fault Trickle = new(async context =>
    {
        await context.Response.StartAsync();
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(new byte[] { (byte)' ' }, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
        }
    });

    /// <summary>A body as fast as it is read, without end.</summary>
    public static readonly Fault Endless = new(async context =>
    {
        await context.Response.StartAsync();
        var spaces = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
        while (!context.RequestAborted.IsCancellationRequested)
            await context.Response.Body.WriteAsync(spaces, context.RequestAborted);
    });

    /// <summary>A body that says beforehand that it has a gibibyte.</summary>
    public static readonly Fault Huge = new(async context =>
    {
        context.Response.ContentLength = 1024L * 1024 * 1024;
        await context.Response.Body.WriteAsync(new byte[64 * 1024], context.RequestAborted);
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    });

    public static readonly Fault Malformed = new(context => context.Response.WriteAsync("<html>all good</html>"));

    public static Fault Status(int status, TimeSpan? retryAfter = null, string body = "", string? location = null) =>
        new(context =>
        {
            context.Response.StatusCode = status;
            if (retryAfter is { } wait)
                context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            if (location is not null)
                context.Response.Headers.Location = location;
            return context.Response.WriteAsync(body);
        });
}
