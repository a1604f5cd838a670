using System.Net.Sockets;
using System.Text;
using TaskFlow.Integration.Support;
using TaskFlow.WebApi.Http;

namespace TaskFlow.Integration.Contract;

/// <summary>What routing and the outermost layer answer: unknown routes, other methods, the headers of every answer, the problem pages.</summary>
[Collection(nameof(ContractSuite))]
public sealed class RoutingTests(ContractFixture fixture)
{
    public static TheoryData<string> Paths => [.. OpenApi.Operations.Values.Select(o => o.Path).Distinct(StringComparer.Ordinal)];

    public static TheoryData<string> Slugs => [.. ProblemCatalogue.All.Select(k => k.Slug)];

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api/projects/not-an-id")]
    [InlineData("/api/projects/not-an-id/board")]
    [InlineData("/api/tasks/not-a-task-key-at-all-1x")]
    [InlineData("/api/tasks/WEB-0")]
    [InlineData("/api/imports/00000000")]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/problems/nothing")]
    [InlineData("/health/nothing")]
    [InlineData("/swagger/v2/swagger.json")]
    public async Task UnknownRoute_Is404(string path) =>
        await fixture.World.Owner.Http.GetAsync(path).ShouldBeProblemAsync(404, "NOT_FOUND");

    [Fact]
    public async Task TrailingSlash_IsNotRedirected()
    {
        using var answer = await fixture.World.Owner.Http.GetAsync("/api/organizations/");
        ((int)answer.StatusCode).Should().BeOneOf(200, 404);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task OtherMethod_Is405_WithAllow(string path)
    {
        // A literal segment also reads as the parameter of a neighbour: /tasks/bulk is a /tasks/{task} for the methods it has not.
        var operations = OpenApi.Operations.Values.Where(o => o.Path == path || Covers(o.Path, path)).OrderBy(o => o.Path != path).ToList();
        var known = operations.Select(o => o.Method).ToList();
        foreach (var other in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" }.Except(known, StringComparer.Ordinal))
        {
            var request = new HttpRequestMessage(new HttpMethod(other), fixture.World.Path(operations[0]));
            using var response = await fixture.World.Owner.Http.SendAsync(request);
            response.Content.Headers.Allow.Should().BeEquivalentTo(known, $"{other} is not among them");
            await Task.FromResult(response).ShouldBeProblemAsync(405, "METHOD_NOT_ALLOWED");
        }
    }

    private static bool Covers(string template, string path)
    {
        var (pattern, segments) = (template.Split('/'), path.Split('/'));
        return pattern.Length == segments.Length
            && pattern.Zip(segments).All(pair => pair.First == pair.Second || (pair.First is ['{', ..] && pair.Second is not ['{', ..]));
    }

    [Fact]
    public async Task EveryAnswer_SaysWhoItWas_AndWhatABrowserMustNotDo()
    {
        using var anonymous = fixture.App.Anonymous();
        foreach (
            var path in new[]
            {
                "/api/auth/me",
                "/api/nothing",
                "/health/liveness",
                "/problems/not-found",
                "/swagger/v1/swagger.json",
                "/",
                "/api/tasks/%ff",
            }
        )
        {
            using var response = await anonymous.GetAsync(path);
            Guid.TryParse(response.Headers.GetValues("X-Request-Id").Single(), out _).Should().BeTrue(path);
            response.Headers.GetValues("X-Trace-Id").Single().Should().MatchRegex("^[0-9a-f]{32}$", path);
            response.Headers.GetValues("X-Content-Type-Options").Should().Equal(["nosniff"], path);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            policy.Should().Contain("default-src 'self'").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe-inline");
            response.Headers.Contains("Referrer-Policy").Should().BeTrue(path);
            response.Headers.Contains("Server").Should().BeFalse(path);
        }
    }

    [Fact]
    public async Task Traceparent_IsHonoured_InHeaderAndProblem()
    {
        const string traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/projects/{Guid.CreateVersion7()}");
        request.Headers.Add("traceparent", $"00-{traceId}-00f067aa0ba902b7-01");
        using var response = await fixture.World.Owner.Http.SendAsync(request);
        response.Headers.GetValues("X-Trace-Id").Should().Equal(traceId);
        var problem = await Task.FromResult(response).ShouldBeProblemAsync(404, "NOT_FOUND");
        problem.GetProperty("trace_id").GetString().Should().Be(traceId);
    }

    [Fact]
    public async Task Problem_HasEveryMemberOfTheContract()
    {
        var path = $"/api/projects/{Guid.CreateVersion7()}";
        var problem = await fixture.World.Owner.Http.GetAsync(path).ShouldBeProblemAsync(404, "NOT_FOUND");
        problem
            .EnumerateObject()
            .Select(m => m.Name)
            .Should()
            .BeEquivalentTo(["type", "title", "status", "detail", "instance", "error_code", "message", "details", "trace_id", "retryable"]);
        problem.GetProperty("type").GetString().Should().Be("/problems/not-found");
        problem.GetProperty("instance").GetString().Should().Be(path);
        problem.GetProperty("details").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Object);
        problem.GetProperty("retryable").GetBoolean().Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task ProblemType_IsAPageThatExplainsIt(string slug)
    {
        using var anonymous = fixture.App.Anonymous();
        using var page = await anonymous.GetAsync($"/problems/{slug}");
        ((int)page.StatusCode).Should().Be(200);
        page.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        var kind = ProblemCatalogue.All.Single(k => k.Slug == slug);
        (await page.Content.ReadAsStringAsync()).Should().Contain(kind.Code).And.Contain(System.Net.WebUtility.HtmlEncode(kind.Advice));
    }

    /// <summary>Without a length in front, the limit is found while reading.</summary>
    [Fact]
    public async Task ChunkedBodyOver1MiB_Is413()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/organizations") { Content = new ChunkedContent(2 * 1024 * 1024) };
        await fixture.World.Owner.Http.SendAsync(request).ShouldBeProblemAsync(413, "PAYLOAD_TOO_LARGE");
    }

    [Fact]
    public async Task BrokenRequestLine_IsRefused_WithoutInternals()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.App.Address.Host, fixture.App.Address.Port);
        await client.GetStream().WriteAsync("NONSENSE\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        var answer = await reader.ReadToEndAsync();
        answer.Should().StartWith("HTTP/1.1 400").And.NotContain("   at ").And.NotContain("Server:");
    }

    private sealed class ChunkedContent : HttpContent
    {
        private readonly int size;

        public ChunkedContent(int size)
        {
            this.size = size;
            Headers.ContentType = new("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var spaces = new byte[16 * 1024];
            Array.Fill(spaces, (byte)' ');
            for (var written = 0; written < size; written += spaces.Length)
                await stream.WriteAsync(spaces);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
