using Microsoft.Extensions.Logging.Abstractions;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Realtime;
using TaskFlow.Infrastructure.Redis;

namespace TaskFlow.Integration.Support;

/// <summary>What one node has of Redis, without the rest of the node.</summary>
internal sealed class RedisNode : IAsyncDisposable
{
    private RedisNode(string connection, Guid installation, RealtimeOptions options)
    {
        var clock = TimeProvider.System;
        Link = new RedisLink(
            new RedisOptions { Connection = connection },
            _ => Task.FromResult(installation),
            clock,
            NullLogger<RedisLink>.Instance
        );
        Bus = new RedisBus(Link, clock);
        Presence = new RedisPresence(Link, options);
        Leases = new RedisLeases(Link, new InProcessLeases(options, clock), options);
        Window = new RedisReplayWindow(Link, options);
    }

    public RedisLink Link { get; }

    public RedisBus Bus { get; }

    public IPresence Presence { get; }

    public IConnectionLeases Leases { get; }

    public IReplayWindow Window { get; }

    /// <summary>Starts without waiting for Redis, as a node does.</summary>
    public static async Task<RedisNode> StartAsync(string connection, Guid? installation = null, RealtimeOptions? options = null)
    {
        var node = new RedisNode(connection, installation ?? Ids.New(), options ?? new RealtimeOptions());
        await node.Link.StartAsync(CancellationToken.None);
        await node.Bus.StartAsync(CancellationToken.None);
        return node;
    }

    public static async Task<RedisNode> StartConnectedAsync(string connection, Guid? installation = null, RealtimeOptions? options = null)
    {
        var node = await StartAsync(connection, installation, options);
        await node.ConnectedAsync();
        return node;
    }

    public Task ConnectedAsync() => Eventually.BeTrueAsync(() => Bus.IsConnected, TimeSpan.FromSeconds(15), "the bus is connected");

    public async ValueTask DisposeAsync()
    {
        await Bus.StopAsync(CancellationToken.None);
        await Link.StopAsync(CancellationToken.None);
        Bus.Dispose();
        Link.Dispose();
    }
}

/// <summary>Two nodes of one installation on a Redis of their own, for a test class.</summary>
internal sealed class RedisPair : IAsyncDisposable
{
    private readonly Guid installation;

    private RedisPair(RedisServer server, Guid installation, RedisNode one, RedisNode other)
    {
        this.installation = installation;
        (Server, One, Other) = (server, one, other);
    }

    public RedisServer Server { get; }

    public RedisNode One { get; }

    public RedisNode Other { get; }

    /// <summary>What every name of this installation begins with.</summary>
    public string Prefix => $"{installation:D}:";

    /// <summary>Of the hints.</summary>
    public string Channel => $"{Prefix}hints";

    public static async Task<RedisPair> StartAsync(RealtimeOptions? options = null)
    {
        var server = await RedisServer.StartAsync();
        var shared = Ids.New();
        return new RedisPair(
            server,
            shared,
            await RedisNode.StartConnectedAsync(server.Connection, shared, options),
            await RedisNode.StartConnectedAsync(server.Connection, shared, options)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Other.DisposeAsync();
        await Server.DisposeAsync();
    }
}
