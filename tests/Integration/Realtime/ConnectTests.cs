using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Realtime;

/// <summary>Who is let in, and how many (C-7.3, api.md "Realtime"): judged at negotiate and at the upgrade, over real sockets.</summary>
public sealed class ConnectTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Negotiate = "/hubs/activity/negotiate?negotiateVersion=1";

    [Fact]
    public async Task Connect_WithoutCredential_Is401()
    {
        using var anonymous = app.Anonymous();
        await anonymous.PostAsync(Negotiate, null).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
        using var socket = new ClientWebSocket();
        (await RefusalAsync(socket)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Connect_WithATokenInTheQuery_Is401()
    {
        var alice = await app.SignUpAsync();
        using var socket = new ClientWebSocket();
        (await RefusalAsync(socket, $"?access_token={TokenOf(alice)}")).Should().Be(HttpStatusCode.Unauthorized, "it would end up in logs");
    }

    [Fact]
    public async Task Ticket_OpensOneConnectionAndNoMore()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var made = await alice.Http.PostAsync("/api/realtime/ticket", null).ReadAsync(201);
        var ticket = made.GetProperty("ticket").GetString();
        made.GetProperty("expires_at")
            .GetDateTimeOffset()
            .Should()
            .BeCloseTo(DateTimeOffset.UtcNow.AddSeconds(60), TimeSpan.FromSeconds(10));
        using var anonymous = app.Anonymous();
        await anonymous.PostAsync($"{Negotiate}&access_token={ticket}", null).ReadAsync(200);

        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(Address($"?access_token={ticket}"), CancellationToken.None);
        await SendAsync(socket, "{\"protocol\":\"json\",\"version\":1}\u001e");
        await SendAsync(
            socket,
            $"{{\"type\":1,\"target\":\"Subscribe\",\"arguments\":[\"{project.Id}\",null,0],\"invocationId\":\"1\"}}\u001e"
        );
        await Eventually.BeTrueAsync(
            async () => (await ReceiveAsync(socket)).Contains("\"epoch\"", StringComparison.Ordinal),
            TimeSpan.FromSeconds(10),
            "the answer of Subscribe"
        );

        using var again = new ClientWebSocket();
        (await RefusalAsync(again, $"?access_token={ticket}")).Should().Be(HttpStatusCode.Unauthorized, "it was used");
        using var http = app.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", ticket);
        await http.GetAsync("/api/auth/me").ShouldBeProblemAsync(401, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task Ticket_EndsWithTheSessionItWasMadeIn()
    {
        var alice = await app.SignUpAsync();
        var browser = new TestBrowser(app);
        (await browser.LoginAsync(alice.Email)).EnsureSuccessStatusCode();
        var ticket = (await browser.Http.PostAsync("/api/realtime/ticket", null).ReadAsync(201)).GetProperty("ticket").GetString();
        await browser.Http.PostAsync("/api/auth/logout", null).ReadAsync(204);

        using var socket = new ClientWebSocket();
        (await RefusalAsync(socket, $"?access_token={ticket}")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Connect_FromAnotherSite_Is403_AndFromOursByCookieIsLetIn()
    {
        var alice = await app.SignUpAsync();
        var browser = new TestBrowser(app);
        (await browser.LoginAsync(alice.Email)).EnsureSuccessStatusCode();
        var cookie = $"{TestBrowser.SessionCookie}={browser.Session}";
        using var foreign = Upgrade(cookie, "http://evil.test");
        (await RefusalAsync(foreign)).Should().Be(HttpStatusCode.Forbidden);
        using var nullOrigin = Upgrade(cookie, "null");
        (await RefusalAsync(nullOrigin)).Should().Be(HttpStatusCode.Forbidden);

        using var own = Upgrade(cookie, app.Address.GetLeftPart(UriPartial.Authority));
        await own.ConnectAsync(Address(), CancellationToken.None);
        own.State.Should().Be(WebSocketState.Open);

        using var negotiate = new HttpRequestMessage(HttpMethod.Post, Negotiate);
        negotiate.Headers.Add("Cookie", cookie);
        negotiate.Headers.Add("Origin", "http://evil.test");
        using var anonymous = app.Anonymous();
        await anonymous.SendAsync(negotiate).ShouldBeProblemAsync(403, "FORBIDDEN");
    }

    [Fact]
    public async Task Negotiate_OffersWebSocketsOnly()
    {
        var alice = await app.SignUpAsync();
        var answer = await alice.Http.PostAsync(Negotiate, null).ReadAsync(200);
        answer
            .GetProperty("availableTransports")
            .EnumerateArray()
            .Select(transport => transport.GetProperty("transport").GetString())
            .Should()
            .Equal("WebSockets");
    }

    [Fact]
    public async Task Connect_TheSixthTime_IsRefusedUntilOneLeaves()
    {
        var alice = await app.SignUpAsync();
        var clients = new List<LiveClient>();
        for (var number = 0; number < 5; number++)
            clients.Add(await LiveClient.ConnectAsync(alice));

        var refused = await alice.Http.PostAsync(Negotiate, null);
        refused.Headers.RetryAfter.Should().NotBeNull();
        await Task.FromResult(refused).ShouldBeProblemAsync(429, "RATE_LIMITED");
        using var raw = Upgrade(null, null, TokenOf(alice));
        await raw.ConnectAsync(Address(), CancellationToken.None);
        var closed = await raw.ReceiveAsync(new byte[100], CancellationToken.None);
        closed.MessageType.Should().Be(WebSocketMessageType.Close);
        raw.CloseStatus.Should().Be(WebSocketCloseStatus.PolicyViolation, "1008");

        await clients[0].DisposeAsync();
        await Eventually.BeTrueAsync(
            async () => (await alice.Http.PostAsync(Negotiate, null)).IsSuccessStatusCode,
            TimeSpan.FromSeconds(5),
            "the place is free again"
        );
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task Call_LargerThan32KiB_EndsTheConnection()
    {
        var alice = await app.SignUpAsync();
        await using var client = await LiveClient.ConnectAsync(alice);
        var sent = client.RefusalAsync("Viewing", new string('x', 40 * 1024));
        (await Task.WhenAny(client.Closed, Task.Delay(TimeSpan.FromSeconds(10)))).Should().Be(client.Closed);
        await sent.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task Call_FarMoreThan20TimesASecond_EndsTheConnection()
    {
        var alice = await app.SignUpAsync();
        await using var client = await LiveClient.ConnectAsync(alice);
        for (var call = 0; call < 15; call++)
            await client.CallAsync("Heartbeat");
        client.Closed.IsCompleted.Should().BeFalse("15 in a moment are allowed");

        var flood = Enumerable.Range(0, 100).Select(_ => client.RefusalAsync("Heartbeat")).ToList();
        (await Task.WhenAny(client.Closed, Task.Delay(TimeSpan.FromSeconds(10)))).Should().Be(client.Closed);
        await Task.WhenAll(flood).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>What never becomes a call is counted as well.</summary>
    [Theory]
    [InlineData("{\"type\":1,\"target\":\"NoSuchMethod\",\"arguments\":[],\"invocationId\":\"1\"}\u001e")]
    [InlineData("{\"type\":1,\"target\":\"Subscribe\",\"arguments\":[\"x\",7,\"y\"],\"invocationId\":\"1\"}\u001e")]
    [InlineData("{\"type\":6}\u001e")]
    public async Task Frames_FarMoreThanCallsAreAllowed_EndTheConnection(string frame)
    {
        var alice = await app.SignUpAsync();
        using var raw = Upgrade(null, null, TokenOf(alice));
        await raw.ConnectAsync(Address(), CancellationToken.None);
        await SendAsync(raw, "{\"protocol\":\"json\",\"version\":1}\u001e");
        for (var sent = 0; sent < 200 && raw.State == WebSocketState.Open; sent++)
        {
            try
            {
                await SendAsync(raw, frame);
            }
            catch (WebSocketException)
            {
                break;
            }
        }

        (await EndAsync(raw)).Should().Contain("\"type\":7", "a close message says so");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData(
        "{\"protocol\":\"json\",\"version\":1}\u001e{\"type\":1,\"target\":\"NoSuchMethod\",\"arguments\":[],\"invocationId\":\"1\"}\u001e"
    )]
    [InlineData(
        "{\"protocol\":\"json\",\"version\":1}\u001e{\"type\":1,\"target\":\"Subscribe\",\"arguments\":[\"x\",7,\"y\"],\"invocationId\":\"1\"}\u001e"
    )]
    [InlineData("{\"protocol\":\"json\",\"version\":1}\u001e{{{\u001e")]
    public async Task Garbage_IsAnsweredOrClosed_AndHurtsNobodyElse(string text)
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await using var other = await LiveClient.ConnectAsync(alice);
        var head = (await other.SubscribeAsync(project.Id)).GetProperty("head").GetInt64();
        using var raw = Upgrade(null, null, TokenOf(alice));
        await raw.ConnectAsync(Address(), CancellationToken.None);

        await SendAsync(raw, text);
        (await AnswerAsync(raw)).Should().MatchRegex("\"type\":3|\"type\":7|\"error\"|^closed");
        await alice.CreateTaskAsync(project, "Still told");
        await other.ReachAsync(head + 1);
    }

    /// <summary>What comes behind the answer to the handshake, up to the first word about what was sent.</summary>
    private static async Task<string> AnswerAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, patience.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return $"closed {received.CloseStatus}";
            var text = Encoding.UTF8.GetString(buffer, 0, received.Count);
            if (
                text.Replace("{}\u001e", "", StringComparison.Ordinal).Replace("{\"type\":6}\u001e", "", StringComparison.Ordinal) is
                { Length: > 0 } rest
            )
                return rest;
        }
    }

    /// <summary>All that comes until the server ends it.</summary>
    private static async Task<string> EndAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[16 * 1024];
        var text = new StringBuilder();
        while (socket.State == WebSocketState.Open)
        {
            var received = await socket.ReceiveAsync(buffer, patience.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
        }
        return text.ToString();
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private Uri Address(string query = "") => new UriBuilder(new Uri(app.Address, $"/hubs/activity{query}")) { Scheme = "ws" }.Uri;

    private static string TokenOf(TestUser user) => user.Http.DefaultRequestHeaders.Authorization!.Parameter!;

    private static ClientWebSocket Upgrade(string? cookie, string? origin, string? token = null)
    {
        var socket = new ClientWebSocket();
        foreach (
            var (name, value) in new[]
            {
                ("Cookie", cookie),
                ("Origin", origin),
                ("Authorization", token is null ? null : $"Bearer {token}"),
            }
        )
        {
            if (value is not null)
                socket.Options.SetRequestHeader(name, value);
        }
        socket.Options.CollectHttpResponseDetails = true;
        return socket;
    }

    private async Task<HttpStatusCode> RefusalAsync(ClientWebSocket socket, string query = "")
    {
        socket.Options.CollectHttpResponseDetails = true;
        await socket.Invoking(s => s.ConnectAsync(Address(query), CancellationToken.None)).Should().ThrowAsync<WebSocketException>();
        return socket.HttpStatusCode;
    }
}
