using System.Net;
using System.Net.Sockets;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations.Webhooks;

/// <summary>Why a customer's address is not called.</summary>
/// <param name="Code">One of the codes below, for programs.</param>
/// <param name="Message">For the customer; never what a name resolves to inside our network.</param>
public sealed record AddressRefusal(string Code, string Message)
{
    internal static readonly AddressRefusal Insecure = new("https_required", "The address must begin with https://.");

    internal static readonly AddressRefusal Credentials = new("credentials_in_url", "The address must not contain a user or password.");

    internal static readonly AddressRefusal NoHost = new("host_not_valid", "The address names no host.");

    internal static readonly AddressRefusal NotPublic = new("private_address", "The address must be reachable on the public internet.");
}

/// <summary>
/// Keeps webhooks of customers from calling into our own network, however the address is written: the name is resolved once, every address it
/// stands for is checked, and the connection is opened to one that was (no second resolution in which the answer could be another one).
/// Hosts in <c>Integrations:Webhooks:AllowedPrivateHosts</c> are exempt (api.md; ADR 0023).
/// </summary>
public sealed class SsrfGuard
{
    /// <summary>RFC 1035; the resolver throws on longer ones.</summary>
    private const int LongestName = 253;

    private static readonly string[] InnerNames = ["localhost", "metadata.google.internal"];

    private readonly HashSet<string> allowed;
    private readonly TimeSpan patience;
    private readonly TimeProvider clock;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;

    public SsrfGuard(TaskFlowOptions options, TimeProvider clock)
        : this(options, clock, Dns.GetHostAddressesAsync) { }

    internal SsrfGuard(TaskFlowOptions options, TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        allowed = new(options.Integrations.Webhooks.AllowedPrivateHosts, StringComparer.OrdinalIgnoreCase);
        patience = options.Resilience.For(ExternalDependency.Webhooks).ConnectTimeout;
        this.clock = clock;
        this.resolve = resolve;
    }

    /// <summary>Whether an address may be stored; null when it may. A name that does not resolve now may: it is checked again at every send.</summary>
    public async Task<AddressRefusal?> CheckAsync(Uri address, CancellationToken cancellationToken)
    {
        if (CheckForm(address) is { } refusal)
            return refusal;
        if (IsAllowed(address))
            return null;
        using var timer = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var addresses = await resolve(HostOf(address), either.Token);
            return addresses.All(PublicAddress.Is) ? null : AddressRefusal.NotPublic;
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What can be told without asking for the name's addresses.</summary>
    internal AddressRefusal? CheckForm(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            return AddressRefusal.Insecure;
        if (address.UserInfo.Length > 0)
            return AddressRefusal.Credentials;
        if (IsAllowed(address))
            return null;
        if (address.Scheme != Uri.UriSchemeHttps)
            return AddressRefusal.Insecure;
        var host = HostOf(address).TrimEnd('.');
        if (host.Length is 0 or > LongestName || Uri.CheckHostName(host) == UriHostNameType.Unknown)
            return AddressRefusal.NoHost;
        if (InnerNames.Any(name => host.Equals(name, StringComparison.OrdinalIgnoreCase) || IsBelow(host, name)))
            return AddressRefusal.NotPublic;
        return IPAddress.TryParse(host, out var literal) && !PublicAddress.Is(literal) ? AddressRefusal.NotPublic : null;
    }

    /// <summary>Connects to an address that was checked a moment before.</summary>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var end = context.DnsEndPoint;
        var addresses = await resolve(end.Host, cancellationToken);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        var exempt = context.InitialRequestMessage.RequestUri is { } uri && IsAllowed(uri);
        if (!exempt && !addresses.All(PublicAddress.Is))
            throw new ForbiddenAddressException(AddressRefusal.NotPublic.Message);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, end.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsBelow(string host, string name) => host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Without the brackets of IPv6.</summary>
    private static string HostOf(Uri address) => address.IdnHost.Trim('[', ']');

    private bool IsAllowed(Uri address) =>
        allowed.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}"))
        || (address.IsDefaultPort && allowed.Contains(address.Host));
}
