using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace TaskFlow.Integration.Support;

/// <summary>A client of the hub as somebody else would write it, with Microsoft's library: it takes note and mends nothing.</summary>
public sealed class LiveClient : IAsyncDisposable
{
    private readonly ConcurrentQueue<JsonElement> activities = new();
    private readonly ConcurrentQueue<(int Version, long At)> arrivals = new();
    private readonly ConcurrentQueue<(string Name, JsonElement Body)> messages = new();
    private readonly TaskCompletionSource<Exception?> closed = new();
    private readonly HubConnection connection;

    private LiveClient(HubConnection connection)
    {
        this.connection = connection;
        connection.On<JsonElement>(
            "activity",
            envelope =>
            {
                arrivals.Enqueue((envelope.GetProperty("resource").GetProperty("version").GetInt32(), Stopwatch.GetTimestamp()));
                activities.Enqueue(envelope);
            }
        );
        foreach (var name in new[] { "presence", "heads", "reset", "unsubscribed", "server_shutting_down", "notification" })
            connection.On<JsonElement>(name, body => messages.Enqueue((name, body)));
        connection.Closed += error =>
        {
            closed.TrySetResult(error);
            return Task.CompletedTask;
        };
    }

    /// <summary>The envelopes in the order they came.</summary>
    public IReadOnlyList<JsonElement> Activities => [.. activities];

    public IReadOnlyList<long> Numbers => [.. activities.Select(envelope => envelope.GetProperty("seq").GetInt64())];

    /// <summary>The version that each envelope carried and when it came, by <see cref="Stopwatch"/>.</summary>
    public IReadOnlyCollection<(int Version, long At)> Arrivals => arrivals;

    /// <summary>Completed when the server, or the line, has ended it.</summary>
    public Task<Exception?> Closed => closed.Task;

    public static Task<LiveClient> ConnectAsync(TestUser user, bool skipNegotiation = true) =>
        ConnectAsync(user.Http.BaseAddress!, user.Http.DefaultRequestHeaders.Authorization!.Parameter!, skipNegotiation);

    public static async Task<LiveClient> ConnectAsync(Uri address, string token, bool skipNegotiation = true)
    {
        var client = new LiveClient(
            new HubConnectionBuilder()
                .WithUrl(
                    new Uri(address, "/hubs/activity"),
                    HttpTransportType.WebSockets,
                    options =>
                    {
                        options.SkipNegotiation = skipNegotiation;
                        options.Headers["Authorization"] = $"Bearer {token}";
                    }
                )
                .Build()
        );
        await client.connection.StartAsync();
        return client;
    }

    public Task<JsonElement> SubscribeAsync(Guid projectId, Guid? epoch = null, long lastSeq = 0) =>
        connection.InvokeAsync<JsonElement>("Subscribe", projectId, epoch, lastSeq);

    /// <summary>The refusal of a call; the server's word is behind SignalR's own.</summary>
    public async Task<string> RefusalAsync(string method, params object?[] arguments)
    {
        try
        {
            await connection.InvokeCoreAsync(method, arguments);
            return "";
        }
        catch (HubException refused)
        {
            return refused.Message;
        }
    }

    public Task CallAsync(string method, params object?[] arguments) => connection.InvokeCoreAsync(method, arguments);

    public IReadOnlyList<JsonElement> Messages(string name) => [.. messages.Where(message => message.Name == name).Select(m => m.Body)];

    /// <summary>Waits until the envelopes end with this number.</summary>
    public Task ReachAsync(long seq, int seconds = 10) =>
        Eventually.BeTrueAsync(() => Numbers is [.., var last] && last >= seq, TimeSpan.FromSeconds(seconds), $"envelope {seq}");

    public Task<JsonElement> MessageAsync(string name, int seconds = 10) => MessageAsync(name, _ => true, seconds);

    /// <summary>Waits for a message that fits; the last such.</summary>
    public async Task<JsonElement> MessageAsync(string name, Func<JsonElement, bool> fits, int seconds = 10)
    {
        await Eventually.BeTrueAsync(() => Messages(name).Any(fits), TimeSpan.FromSeconds(seconds), $"{name} that fits");
        return Messages(name).Last(fits);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
