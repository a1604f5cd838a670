using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Integrations;

public sealed class CreateIntegrationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Webhook_GetsItsSigningSecret_Once()
    {
        var owner = await app.SignUpAsync();
        var project = await owner.CreateProjectAsync();
        var body = new
        {
            kind = "webhook",
            name = " Our server ",
            enabled = true,
            project_ids = new[] { project.Id, project.Id },
            events = new[] { "task.created", "task.moved" },
            config = new { url = IntegrationSteps.Nowhere },
        };
        var key = Guid.CreateVersion7().ToString();
        var created = await owner.SendAsync(HttpMethod.Post, owner.IntegrationsPath(), body, key).ReadAsync(201);
        var replayed = await owner.SendAsync(HttpMethod.Post, owner.IntegrationsPath(), body, key).ReadAsync(201);

        created.Str("signing_secret").Should().StartWith("whsec_");
        Convert.FromBase64String(created.Str("signing_secret")!["whsec_".Length..]).Length.Should().BeInRange(24, 64);
        replayed.IsNull("signing_secret").Should().BeTrue();
        replayed.Id().Should().Be(created.Id());
        var read = await owner.ReadIntegrationAsync(created);
        read.EnumerateObject()
            .Select(m => m.Name)
            .Should()
            .Equal(
                "id",
                "kind",
                "name",
                "enabled",
                "project_ids",
                "events",
                "config",
                "status",
                "status_reason",
                "version",
                "created_by",
                "created_at",
                "updated_at"
            );
        (read.Str("kind"), read.Str("name"), read.Str("status"), read.Int("version")).Should().Be(("webhook", "Our server", "ok", 1));
        read.Strings("project_ids").Should().Equal(project.Id.ToString());
        read.Strings("events").Should().Equal("task.created", "task.moved");
        read.GetProperty("config").Str("url").Should().Be(IntegrationSteps.Nowhere);
        (read.Id("created_by"), read.IsNull("status_reason")).Should().Be((owner.Id, true));
    }

    [Fact]
    public async Task EveryKindOfToday_IsConnected_AndListed()
    {
        var owner = await app.SignUpAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook());
        var slack = await owner.ConnectAsync(IntegrationSteps.Slack());
        var mail = await owner.ConnectAsync(
            new
            {
                kind = "sendgrid",
                name = "Mail",
                events = new[] { "*" },
                config = new { from_email = "tasks@example.test", from_name = "Tasks" },
                secrets = new { api_key = "SG.secret" },
            }
        );
        (slack.IsNull("signing_secret"), mail.IsNull("signing_secret")).Should().Be((true, true));
        var first = await owner.GetAsync(owner.IntegrationsPath() + "?limit=2");
        first.Items().Select(i => i.Id()).Should().Equal(webhook.Id(), slack.Id());
        var rest = await owner.GetAsync($"{owner.IntegrationsPath()}?limit=2&cursor={first.Str("next_cursor")}");
        rest.Items().Select(i => i.Str("kind")).Should().Equal("sendgrid");
    }

    public static TheoryData<string, string> NotAllowed =>
        new()
        {
            { """{"name": " "}""", "/name required" },
            { $$"""{"name": "{{new string('x', 101)}}"}""", "/name too_long" },
            { """{"name": null}""", "/name required" },
            { """{"kind": "fax"}""", "/kind not_allowed" },
            { """{"kind": "github"}""", "/kind not_available" },
            { """{"kind": "google_calendar"}""", "/kind not_available" },
            { """{"events": []}""", "/events required" },
            { """{"events": null}""", "/events required" },
            { """{"events": ["*", "task.created"]}""", "/events not_allowed" },
            { """{"events": ["task.created", "task.eaten"]}""", "/events/1 unknown_event" },
            { """{"project_ids": ["x"]}""", "/project_ids/0 not_an_id" },
            { """{"project_ids": ["019ab000-0000-7000-8000-000000000000"]}""", "/project_ids/0 unknown_project" },
            { """{"config": {}}""", "/config/url required" },
            { """{"config": {"url": null}}""", "/config/url required" },
            { """{"config": {"url": ""}}""", "/config/url not_an_address" },
            { """{"config": {"url": "nonsense"}}""", "/config/url not_an_address" },
            { """{"config": {"url": "ftp://example.com/"}}""", "/config/url https_required" },
            { """{"config": {"url": "http://example.com/"}}""", "/config/url https_required" },
            { """{"config": {"url": "https://me:secret@example.com/"}}""", "/config/url credentials_in_url" },
            { """{"config": {"url": "https://127.0.0.1/"}}""", "/config/url private_address" },
            { """{"config": {"url": "https://2130706433/"}}""", "/config/url private_address" },
            { """{"config": {"url": "https://0x7f.1/"}}""", "/config/url private_address" },
            { """{"config": {"url": "https://[::ffff:10.0.0.1]/"}}""", "/config/url private_address" },
            { """{"config": {"url": "https://169.254.169.254/latest/meta-data"}}""", "/config/url private_address" },
            { """{"config": {"url": "https://localhost/"}}""", "/config/url private_address" },
            { """{"kind": "slack", "config": {"channel": "C1"}}""", "/secrets/bot_token required" },
            { """{"kind": "slack", "config": {"channel": "C1"}, "secrets": {"bot_token": "a b"}}""", "/secrets/bot_token not_allowed" },
            {
                """{"kind": "slack", "config": {"channel": "a\u0000b"}, "secrets": {"bot_token": "x"}}""",
                "/config/channel control_character"
            },
            {
                """{"kind": "sendgrid", "config": {"from_email": "nobody"}, "secrets": {"api_key": "x"}}""",
                "/config/from_email not_allowed"
            },
        };

    [Theory]
    [MemberData(nameof(NotAllowed))]
    public async Task WhatIsNotAllowed_IsNamed(string change, string error)
    {
        var owner = await app.SignUpAsync();
        var body = JsonSerializer.SerializeToNode(IntegrationSteps.Webhook())!.AsObject();
        foreach (var (name, value) in System.Text.Json.Nodes.JsonNode.Parse(change)!.AsObject())
            body[name] = value?.DeepClone();
        var problem = await owner.SendAsync(HttpMethod.Post, owner.IntegrationsPath(), body).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal(error);
        (await owner.GetAsync(owner.IntegrationsPath())).Items().Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"config": {"url": "http://127.0.0.1:9/", "colour": "red"}}""", "config.colour")]
    [InlineData("""{"secrets": {"signing_secret": "whsec_mine"}}""", "secrets.signing_secret")]
    [InlineData("""{"status": "ok"}""", "status")]
    public async Task UnknownMember_IsNamed(string change, string member)
    {
        var owner = await app.SignUpAsync();
        var body = JsonSerializer.SerializeToNode(IntegrationSteps.Webhook())!.AsObject();
        foreach (var (name, value) in System.Text.Json.Nodes.JsonNode.Parse(change)!.AsObject())
            body[name] = value?.DeepClone();
        var problem = await owner.SendAsync(HttpMethod.Post, owner.IntegrationsPath(), body).ShouldBeProblemAsync(400, "MALFORMED_REQUEST");
        problem.Str("message").Should().Contain($"'{member}'");
    }

    [Fact]
    public async Task ProjectOfAnotherOrganization_IsUnknown()
    {
        var (owner, other) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", "Elsewhere"));
        var foreign = await other.CreateProjectAsync();
        var body = new
        {
            kind = "webhook",
            name = "x",
            events = new[] { "*" },
            project_ids = new[] { foreign.Id },
            config = new { url = IntegrationSteps.Nowhere },
        };
        var problem = await owner.SendAsync(HttpMethod.Post, owner.IntegrationsPath(), body).ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal("/project_ids/0 unknown_project");
    }
}
