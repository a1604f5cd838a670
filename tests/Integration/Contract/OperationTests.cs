using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Contract;

/// <summary>What holds for every operation of the contract, walked from its document (api.md, "Conventions").</summary>
[Collection(nameof(ContractSuite))]
public sealed class OperationTests(ContractFixture fixture)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private World World => fixture.World;

    public static TheoryData<string> Guarded => OpenApi.Ids(o => !o.IsOpen);

    public static TheoryData<string> All => OpenApi.Ids(_ => true);

    public static TheoryData<string> WithBody => OpenApi.Ids(o => o.Media is not null);

    public static TheoryData<string> WithJson => OpenApi.Ids(o => o.TakesJson);

    public static TheoryData<string> WithRequiredJson => OpenApi.Ids(o => o is { TakesJson: true, NeedsBody: true });

    public static TheoryData<string> Writes => OpenApi.Ids(o => o is { IsWrite: true, Id: not ("Register" or "Login") });

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task NoToken_Is401(string id)
    {
        var operation = OpenApi.Operations[id];
        using var anonymous = fixture.App.Anonymous();
        await anonymous.SendAsync(operation, World.Request(operation)).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task UnknownToken_Is401(string id)
    {
        var operation = OpenApi.Operations[id];
        using var anonymous = fixture.App.Anonymous();
        anonymous.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "tf_" + new string('a', 43));
        await anonymous.SendAsync(operation, World.Request(operation)).ShouldBeProblemAsync(401, "UNAUTHENTICATED");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task UnknownParameter_Is400_AndNamed(string id)
    {
        var operation = OpenApi.Operations[id];
        var request = World.Request(operation);
        request.RequestUri = new Uri(request.RequestUri + "?nonsense=1", UriKind.Relative);
        var problem = await World.Caller(operation).SendAsync(operation, request).ShouldBeProblemAsync(400, "UNKNOWN_PARAMETER");
        problem.GetProperty("message").GetString().Should().Contain("nonsense");
    }

    [Theory]
    [MemberData(nameof(WithJson))]
    public async Task MalformedJson_Is400(string id) => await RefusedAsync(id, "{\"a\":"u8.ToArray(), 400, "MALFORMED_REQUEST");

    [Theory]
    [MemberData(nameof(WithJson))]
    public async Task ArrayForObject_Is400(string id) => await RefusedAsync(id, "[]"u8.ToArray(), 400, "MALFORMED_REQUEST");

    [Theory]
    [MemberData(nameof(WithRequiredJson))]
    public async Task NullForObject_Is400(string id) => await RefusedAsync(id, "null"u8.ToArray(), 400, "MALFORMED_REQUEST");

    [Theory]
    [MemberData(nameof(WithJson))]
    public async Task UnknownMember_Is400_AndNamed(string id)
    {
        var body = Body(id);
        body["nonsense"] = 1;
        (await RefusedAsync(id, Bytes(body), 400, "MALFORMED_REQUEST")).Should().Contain("nonsense");
    }

    [Theory]
    [MemberData(nameof(WithRequiredJson))]
    public async Task DuplicateMember_Is400_AndNamed(string id)
    {
        var body = Body(id);
        var (name, value) = body.First();
        var doubled = $"{{\"{name}\":{value?.ToJsonString() ?? "null"},{body.ToJsonString()[1..]}";
        (await RefusedAsync(id, Encoding.UTF8.GetBytes(doubled), 400, "MALFORMED_REQUEST")).Should().Contain(name);
    }

    [Theory]
    [MemberData(nameof(WithJson))]
    public async Task InvalidUtf8_Is400(string id) =>
        await RefusedAsync(id, [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8], 400, "MALFORMED_REQUEST");

    [Theory]
    [MemberData(nameof(WithRequiredJson))]
    public async Task DepthOver32_Is400(string id)
    {
        var name = Body(id).First().Key;
        var deep = $"{{\"{name}\":{new string('[', 40)}{new string(']', 40)}}}";
        await RefusedAsync(id, Encoding.UTF8.GetBytes(deep), 400, "MALFORMED_REQUEST");
    }

    [Theory]
    [MemberData(nameof(WithRequiredJson))]
    public async Task WrongType_Is400(string id)
    {
        var body = Body(id);
        var (name, value) = body.First();
        body[name] = value is JsonObject ? new JsonArray() : new JsonObject();
        await RefusedAsync(id, Bytes(body), 400, "MALFORMED_REQUEST");
    }

    /// <summary>PostgreSQL has no such character: it is refused wherever text stands, also where a word or an id is expected.</summary>
    [Theory]
    [MemberData(nameof(WithRequiredJson))]
    public async Task NulInAnyText_Is422(string id)
    {
        foreach (
            var name in Body(id)
                .Where(m => m.Value is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String)
                .Select(m => m.Key)
        )
        {
            var body = Body(id);
            body[name] = body[name]!.GetValue<string>() + "\0";
            var problem = await RefusedAsync(id, Bytes(body), 422, "VALIDATION_FAILED");
            problem.Should().Contain($"\"/{name}\"", $"{name} holds U+0000");
        }
    }

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task WrongContentType_Is415(string id)
    {
        var operation = OpenApi.Operations[id];
        var request = World.Request(operation);
        request.Content = new StringContent("{}", Encoding.UTF8, "text/plain");
        await World.Caller(operation).SendAsync(operation, request).ShouldBeProblemAsync(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Theory]
    [MemberData(nameof(WithJson))]
    public async Task BodyOver1MiB_Is413(string id)
    {
        var large = new byte[(1024 * 1024) + 1];
        Array.Fill(large, (byte)' ');
        "{}"u8.CopyTo(large);
        await RefusedAsync(id, large, 413, "PAYLOAD_TOO_LARGE");
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task BadIdempotencyKey_Is422_AndNamed(string id)
    {
        var operation = OpenApi.Operations[id];
        foreach (var key in new[] { "too-short", new string('k', 256), "with a space in it", "" })
        {
            var request = World.Request(operation);
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            var problem = await World.Caller(operation).SendAsync(operation, request).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
            problem.GetProperty("details").GetProperty("errors")[0].GetProperty("parameter").GetString().Should().Be("Idempotency-Key");
        }
    }

    private JsonObject Body(string id) => JsonNode.Parse(World.Json(OpenApi.Operations[id]))!.AsObject();

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    /// <summary>The problem's text.</summary>
    private async Task<string> RefusedAsync(string id, byte[] body, int status, string code)
    {
        var operation = OpenApi.Operations[id];
        var request = World.Request(operation);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = Json;
        var problem = await World.Caller(operation).SendAsync(operation, request).ShouldBeProblemAsync(status, code);
        return problem.ToString();
    }
}
