using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Contract;

/// <summary>Every write, sent again with its key: one effect, and the same answer byte for byte but for its secrets.</summary>
public sealed class ReplayTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly string[] WithSecret = ["CreateToken", "InviteMember", "CreateTicket", "RotateSecret"];

    public static TheoryData<string> Writes => OpenApi.Ids(o => o is { IsWrite: true, Id: not ("Register" or "Login") });

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task SecondRequestWithTheKey_IsAReplay(string id)
    {
        var operation = OpenApi.Operations[id];
        var world = await World.CreateAsync(app);
        var caller = world.Caller(operation);
        var key = Guid.CreateVersion7().ToString();

        using var first = await caller.SendAsync(operation, await KeyedAsync(world.Request(operation), key));
        using var second = await caller.SendAsync(operation, await KeyedAsync(world.Request(operation), key));

        ((int)first.StatusCode).Should().BeInRange(200, 299, await first.Content.ReadAsStringAsync());
        second.StatusCode.Should().Be(first.StatusCode, await second.Content.ReadAsStringAsync());
        first.Headers.Contains("Idempotency-Replayed").Should().BeFalse();
        second.Headers.GetValues("Idempotency-Replayed").Should().Equal("true");
        first.Headers.GetValues("Idempotency-Key").Should().Equal(key);
        second.Headers.GetValues("Idempotency-Key").Should().Equal(key);
        second.Headers.ETag.Should().Be(first.Headers.ETag);
        second.Headers.Location.Should().Be(first.Headers.Location);
        second.Content.Headers.ContentType.Should().Be(first.Content.Headers.ContentType);
        var (sent, replayed) = (await first.Content.ReadAsByteArrayAsync(), await second.Content.ReadAsByteArrayAsync());
        if (WithSecret.Contains(id, StringComparer.Ordinal))
            await ShouldDifferInItsSecretOnlyAsync(first, second);
        else
            replayed.Should().Equal(sent);
    }

    [Fact]
    public async Task RegisterAndLogin_IgnoreTheKey()
    {
        var world = await World.CreateAsync(app);
        using var anonymous = app.Anonymous();
        foreach (var id in new[] { "Register", "Login" })
        {
            var operation = OpenApi.Operations[id];
            using var answer = await anonymous.SendAsync(operation, await KeyedAsync(world.Request(operation), "short"));
            ((int)answer.StatusCode).Should().BeInRange(200, 299);
            answer.Headers.Contains("Idempotency-Key").Should().BeFalse();
        }
    }

    private static async Task ShouldDifferInItsSecretOnlyAsync(HttpResponseMessage first, HttpResponseMessage second)
    {
        var (sent, replayed) = (await first.ReadAsync((int)first.StatusCode), await second.ReadAsync((int)second.StatusCode));
        string[] secrets = ["token", "ticket", "signing_secret"];
        sent.EnumerateObject()
            .Where(m => secrets.Contains(m.Name, StringComparer.Ordinal))
            .Should()
            .ContainSingle()
            .Which.Value.GetString()
            .Should()
            .NotBeNullOrEmpty();
        foreach (var member in sent.EnumerateObject())
        {
            var isSecret = member.Name is "token" or "ticket" or "accept_url" or "signing_secret";
            replayed.GetProperty(member.Name).ToString().Should().Be(isSecret ? "" : member.Value.ToString());
        }
    }

    private static Task<HttpRequestMessage> KeyedAsync(HttpRequestMessage request, string key)
    {
        request.Headers.Add("Idempotency-Key", key);
        return Task.FromResult(request);
    }
}
