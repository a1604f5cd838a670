using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Infrastructure.Health;

/// <summary>A probe for every dependency that the configuration names; what is not configured is not looked at.</summary>
public static class DependencyProbes
{
    /// <param name="options">Says what is configured.</param>
    /// <param name="connectionString">PostgreSQL, be it the embedded one or another.</param>
    /// <param name="http">For the dependencies that speak HTTP.</param>
    public static IReadOnlyList<DependencyProbe> For(TaskFlowOptions options, string connectionString, HttpClient http)
    {
        var probes = new List<DependencyProbe>
        {
            new("postgres", cancellationToken => PostgresAsync(connectionString, cancellationToken)),
            new("files", cancellationToken => DirectoryAsync(Path.Combine(options.Data, "files"), cancellationToken)),
        };
        if (options.Database.ReplicaConnection.Length > 0)
            probes.Add(new("replica", cancellationToken => PostgresAsync(options.Database.ReplicaConnection, cancellationToken)));
        if (options.Redis.Connection.Length > 0)
            probes.Add(new("redis", cancellationToken => RedisAsync(options.Redis.Connection, cancellationToken)));
        if (options.Search.Elasticsearch.Length > 0)
            probes.Add(new("search", cancellationToken => HttpAsync(http, new Uri(options.Search.Elasticsearch), cancellationToken)));
        if (options.Auth.Oidc.Authority.Length > 0)
            probes.Add(new("issuer", cancellationToken => HttpAsync(http, Discovery(options.Auth.Oidc.Authority), cancellationToken)));
        return probes;
    }

    /// <summary>A connection of its own: an exhausted pool is the application's trouble, not the database's.</summary>
    public static NpgsqlConnectionStringBuilder Unpooled(string connectionString) =>
        new(connectionString)
        {
            Pooling = false,
            Timeout = (int)DependencyProbe.Patience.TotalSeconds,
            CommandTimeout = (int)DependencyProbe.Patience.TotalSeconds,
            ApplicationName = "taskflow-health",
        };

    private static async Task<string> PostgresAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Unpooled(connectionString).ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT 'PostgreSQL ' || current_setting('server_version')", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<string> DirectoryAsync(string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var probe = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $".probe-{Environment.ProcessId}"));
        await File.WriteAllTextAsync(probe, "probe", cancellationToken);
        File.Delete(probe);
        return "writable";
    }

    /// <summary>PING by hand. A server that asks for a password first has answered as well.</summary>
    private static async Task<string> RedisAsync(string configuration, CancellationToken cancellationToken)
    {
        var endpoint = configuration.Split(',')[0].Split(':');
        var port = endpoint.Length > 1 ? int.Parse(endpoint[1], CultureInfo.InvariantCulture) : 6379;
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint[0], port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync("PING\r\n"u8.ToArray(), cancellationToken);
        var buffer = new byte[64];
        var read = await stream.ReadAsync(buffer, cancellationToken);
        var answer = Encoding.ASCII.GetString(buffer, 0, read).Trim();
        return answer.StartsWith("+PONG", StringComparison.Ordinal) || answer.StartsWith("-NOAUTH", StringComparison.Ordinal)
            ? "answers PING"
            : throw new InvalidOperationException($"answered '{answer}' to PING");
    }

    private static async Task<string> HttpAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (address.UserInfo.Length > 0)
            request.Headers.Authorization = new(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo)))
            );
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode}");
    }

    private static Uri Discovery(string authority) => new($"{authority.TrimEnd('/')}/.well-known/openid-configuration");
}
