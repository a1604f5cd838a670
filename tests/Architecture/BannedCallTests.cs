using TaskFlow.Architecture.Support;

namespace TaskFlow.Architecture;

/// <summary>What the code must not call, checked in the IL: a suppressed warning does not hide here.</summary>
public sealed class BannedCallTests
{
    private static readonly string[] Clocks =
    [
        "System.DateTime::get_Now",
        "System.DateTime::get_UtcNow",
        "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now",
        "System.DateTimeOffset::get_UtcNow",
        "System.Environment::get_TickCount",
        "System.Environment::get_TickCount64",
        "System.Diagnostics.Stopwatch::GetTimestamp",
        "System.Diagnostics.Stopwatch::StartNew",
        "System.Threading.Thread::Sleep",
    ];

    private static readonly string[] NetworkTypes =
    [
        "System.Net.Http.HttpClient",
        "System.Net.Http.HttpMessageInvoker",
        "System.Net.Http.SocketsHttpHandler",
        "System.Net.Http.IHttpClientFactory",
        "System.Net.Sockets.Socket",
        "System.Net.Sockets.TcpClient",
        "System.Net.Sockets.TcpListener",
        "System.Net.Sockets.UdpClient",
        "System.Net.Sockets.NetworkStream",
        "System.Net.WebSockets.ClientWebSocket",
        "System.Net.Mail.SmtpClient",
        "System.Net.Dns",
        "System.Net.NetworkInformation.Ping",
    ];

    /// <summary>Where WebApi itself touches the network: an operator's command line talking to a server, and the node's own port and probes.</summary>
    private static readonly string[] NetworkUsersOfWebApi =
    [
        "TaskFlow.WebApi.Commands.",
        "TaskFlow.WebApi.Hosting.",
        "TaskFlow.WebApi.Health.",
    ];

    [Fact]
    public void Time_GoesThroughTimeProvider() =>
        Rule.HasNoBreaches(CallersOf(Clocks).Select(c => $"{c.Caller} calls {c.Callee}"), "time is a TimeProvider's");

    [Fact]
    public void Ids_AreMadeInOnePlace()
    {
        var makers = CallersOf(["System.Guid::NewGuid", "System.Guid::CreateVersion7"]).Select(c => c.Caller);
        makers.Distinct(StringComparer.Ordinal).Should().Equal("TaskFlow.Domain.Common.Ids");
    }

    [Fact]
    public void Network_IsForWorkersAndInfrastructure()
    {
        var inner = Rule.Subjects(new[] { "Domain", "Application", "WebApi" }.SelectMany(Code.TypesOf), 100);
        var breaches =
            from type in inner
            where !NetworkUsersOfWebApi.Any(prefix => type.Outermost().FullName.StartsWith(prefix, StringComparison.Ordinal))
            from used in type.References().Intersect(NetworkTypes, StringComparer.Ordinal)
            select $"{type.Outermost().FullName} uses {used}";
        Rule.HasNoBreaches(breaches, "only workers and infrastructure use the network");
    }

    [Fact]
    public void AsyncVoid_DoesNotOccur()
    {
        var methods = Rule.Subjects(Code.AllTypes().SelectMany(t => t.Methods).Where(m => m.CustomAttributes.Any(IsAsync)), 100);
        Rule.HasNoBreaches(
            methods.Where(m => m.ReturnType.FullName == "System.Void").Select(m => m.FullName),
            "nobody can await or catch async void"
        );
    }

    private static bool IsAsync(Mono.Cecil.CustomAttribute attribute) => attribute.AttributeType.Name == "AsyncStateMachineAttribute";

    private static IEnumerable<(string Caller, string Callee)> CallersOf(string[] banned) =>
        from type in Rule.Subjects(Code.AllTypes(), 300)
        from call in type.Calls()
        let callee = $"{call.DeclaringType.FullName}::{call.Name}"
        where banned.Contains(callee, StringComparer.Ordinal)
        select (type.Outermost().FullName, callee);
}
