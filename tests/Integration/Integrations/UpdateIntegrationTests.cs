using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Integrations;

public sealed class UpdateIntegrationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Patch_ChangesWhatItNames_AndLeavesTheRest()
    {
        var owner = await app.SignUpAsync();
        var project = await owner.CreateProjectAsync();
        var mail = await owner.ConnectAsync(
            new
            {
                kind = "sendgrid",
                name = "Mail",
                events = new[] { "task.created" },
                project_ids = new[] { project.Id },
                config = new { from_email = "tasks@example.test", from_name = "Tasks" },
                secrets = new { api_key = "SG.secret" },
            }
        );
        var patched = await owner.PatchIntegrationAsync(mail, new { config = new { from_name = "Work" } }).ReadAsync(200);
        patched.GetProperty("config").Str("from_email").Should().Be("tasks@example.test");
        patched.GetProperty("config").Str("from_name").Should().Be("Work");
        (patched.Str("name"), patched.Int("version")).Should().Be(("Mail", 2));

        var widened = await owner
            .PatchIntegrationAsync(
                mail,
                new
                {
                    name = "Post",
                    events = new[] { "*" },
                    project_ids = Array.Empty<Guid>(),
                    enabled = false,
                    config = new { from_name = (string?)null },
                    version = 2,
                }
            )
            .ReadAsync(200);
        (widened.Str("name"), widened.GetProperty("enabled").GetBoolean(), widened.Int("version")).Should().Be(("Post", false, 3));
        (widened.Strings("events"), widened.Items("project_ids").Count).Should().BeEquivalentTo((new[] { "*" }, 0));
        widened.GetProperty("config").TryGetProperty("from_name", out _).Should().BeFalse();

        var repeated = await owner.PatchIntegrationAsync(mail, new { name = "Post", enabled = false }).ReadAsync(200);
        repeated.Int("version").Should().Be(3, "nothing changed");
    }

    [Fact]
    public async Task Patch_OfAStaleVersion_Is409_ByBodyAndHeader()
    {
        var owner = await app.SignUpAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook());
        await owner.PatchIntegrationAsync(webhook, new { name = "Second" }).ReadAsync(200);
        await owner.PatchIntegrationAsync(webhook, new { name = "Third", version = 1 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        await owner
            .SendAsync(HttpMethod.Patch, owner.PathOf(webhook), new { name = "Third" }, ifMatch: "\"1\"")
            .ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        (await owner.ReadIntegrationAsync(webhook)).Str("name").Should().Be("Second");
    }

    [Fact]
    public async Task Patch_ThatWouldLeaveItUnusable_ChangesNothing()
    {
        var owner = await app.SignUpAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook());
        foreach (
            var (patch, status, code) in new (object, int, string)[]
            {
                (new { config = new { url = "https://10.1.2.3/hook" } }, 422, "VALIDATION_FAILED"),
                (new { config = new { url = (string?)null } }, 422, "VALIDATION_FAILED"),
                (new { events = new[] { "nothing" } }, 422, "VALIDATION_FAILED"),
                (new { config = new { channel = "C1" } }, 400, "MALFORMED_REQUEST"),
                (new { secrets = new { bot_token = "x" } }, 400, "MALFORMED_REQUEST"),
                (new { kind = "slack" }, 400, "MALFORMED_REQUEST"),
            }
        )
            await owner.PatchIntegrationAsync(webhook, patch).ShouldBeProblemAsync(status, code);
        var read = await owner.ReadIntegrationAsync(webhook);
        (read.Int("version"), read.GetProperty("config").Str("url")).Should().Be((1, IntegrationSteps.Nowhere));
    }

    [Fact]
    public async Task Delete_IsASuccessTwice_AndTakesTheSecretsAlong()
    {
        var owner = await app.SignUpAsync();
        var (gone, kept) = (await owner.ConnectAsync(IntegrationSteps.Slack()), await owner.ConnectAsync(IntegrationSteps.Webhook()));
        for (var time = 0; time < 2; time++)
            await owner.SendAsync(HttpMethod.Delete, owner.PathOf(gone)).ReadAsync(204);
        await owner.Http.GetAsync(owner.PathOf(gone)).ShouldBeProblemAsync(404, "NOT_FOUND");
        await owner.PatchIntegrationAsync(gone, new { name = "x" }).ShouldBeProblemAsync(404, "NOT_FOUND");
        await owner.SendAsync(HttpMethod.Post, $"/api/integrations/{gone.Id()}/test").ShouldBeProblemAsync(404, "NOT_FOUND");
        (await owner.GetAsync(owner.IntegrationsPath())).Items().Select(i => i.Id()).Should().Equal(kept.Id());
        var left = await Sql.ScalarAsync(
            PostgresCluster.AsSuperuser(app.ConnectionString),
            $"SELECT count(*) FROM integration_secrets WHERE integration_id = '{gone.Id()}'"
        );
        left.Should().Be("0");
        await owner
            .SendAsync(HttpMethod.Delete, $"{owner.IntegrationsPath()}/{Guid.CreateVersion7()}")
            .ShouldBeProblemAsync(404, "NOT_FOUND");
    }

    /// <summary>The role table of api.md: owners and admins; everybody else is told that they may not.</summary>
    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/{id}")]
    [InlineData("POST", "")]
    [InlineData("PATCH", "/{id}")]
    [InlineData("DELETE", "/{id}")]
    [InlineData("POST", "/{id}/test")]
    [InlineData("POST", "/{id}/rotate-secret")]
    public async Task RoleTable_IsKept(string method, string path)
    {
        foreach (var role in new[] { "guest", "member", "admin", "owner" })
        {
            var (owner, actor) = (await app.SignUpAsync(), await app.SignUpAsync("Actor", organization: null));
            var project = await owner.CreateProjectAsync();
            await owner.AdmitAsync(actor, role, project.Id);
            var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook());
            var isAction = path.EndsWith("test", StringComparison.Ordinal) || path.EndsWith("secret", StringComparison.Ordinal);
            var url = (isAction ? "/api/integrations" : owner.IntegrationsPath()) + path;
            object? body = (method, path) switch
            {
                ("POST", "") => IntegrationSteps.Webhook(),
                ("PATCH", _) => new { name = "Renamed" },
                _ => null,
            };
            var sending = actor.SendAsync(
                new HttpMethod(method),
                url.Replace("{id}", webhook.Id().ToString(), StringComparison.Ordinal),
                body
            );
            if (role is "admin" or "owner")
                (await sending).IsSuccessStatusCode.Should().BeTrue($"{role} may {method} {path}");
            else
                await sending.ShouldBeProblemAsync(403, "FORBIDDEN");
        }
    }
}
