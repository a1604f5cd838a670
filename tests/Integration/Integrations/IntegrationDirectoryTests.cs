using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Domain.Integrations;
using TaskFlow.Infrastructure.Integrations;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Integrations;

/// <summary>What those who send read of integrations, and say of them.</summary>
public sealed class IntegrationDirectoryTests(TestApp app) : IClassFixture<TestApp>
{
    private IntegrationDirectory Directory => app.Services.GetRequiredService<IntegrationDirectory>();

    [Fact]
    public async Task Find_GivesWhatIsNeededToSend_AcrossOrganizations()
    {
        var (alice, bob) = (await app.SignUpAsync(), await app.SignUpAsync("Bob", "Elsewhere"));
        var slack = await alice.ConnectAsync(IntegrationSteps.Slack("xoxb-alice"));
        var gone = await alice.ConnectAsync(IntegrationSteps.Slack());
        await alice.SendAsync(HttpMethod.Delete, alice.PathOf(gone)).ReadAsync(204);
        var webhook = await bob.ConnectAsync(IntegrationSteps.Webhook());
        await bob.PatchIntegrationAsync(webhook, new { enabled = false }).ReadAsync(200);

        var found = await Directory.FindAsync(
            [
                new(alice.OrganizationId, slack.Id()),
                new(alice.OrganizationId, gone.Id()),
                new(bob.OrganizationId, webhook.Id()),
                new(alice.OrganizationId, webhook.Id()),
            ],
            CancellationToken.None
        );

        found.Select(f => f.Key.Id).Should().BeEquivalentTo([slack.Id(), webhook.Id()]);
        var ofAlice = found.Single(f => f.Key.Id == slack.Id());
        (ofAlice.Kind, ofAlice.Enabled, ofAlice.Status, ofAlice.Version).Should().Be(("slack", true, IntegrationStatus.Ok, 1));
        ofAlice.Destination.IntegrationId.Should().Be(slack.Id());
        ofAlice.Destination.Config["channel"].Should().Be("C0123456789");
        ofAlice.Destination.Secrets["bot_token"].Should().Be("xoxb-alice");
        var ofBob = found.Single(f => f.Key.Id == webhook.Id());
        (ofBob.Kind, ofBob.Enabled, ofBob.Version).Should().Be(("webhook", false, 2));
        ofBob.Destination.Secrets.Should().ContainKey("signing_secret").WhoseValue.Should().Be(webhook.Str("signing_secret"));
    }

    [Fact]
    public async Task Paused_IsMended_ByNewSecrets()
    {
        var owner = await app.SignUpAsync();
        var slack = await owner.ConnectAsync(IntegrationSteps.Slack());
        await Directory.PauseAsync(await SeenAsync(owner, slack.Id()), "Slack says: invalid_auth.", CancellationToken.None);
        var paused = await owner.ReadIntegrationAsync(slack);
        (paused.Str("status"), paused.Str("status_reason"), paused.Int("version")).Should().Be(("paused", "Slack says: invalid_auth.", 1));

        var renamed = await owner.PatchIntegrationAsync(slack, new { name = "Other" }).ReadAsync(200);
        renamed.Str("status").Should().Be("paused", "a name mends nothing");
        var mended = await owner.PatchIntegrationAsync(slack, new { secrets = new { bot_token = "xoxb-new" } }).ReadAsync(200);
        (mended.Str("status"), mended.IsNull("status_reason")).Should().Be(("ok", true));
        (await SeenAsync(owner, slack.Id())).Destination.Secrets["bot_token"].Should().Be("xoxb-new");
    }

    [Fact]
    public async Task SwitchedOff_IsMended_BySwitchingItOn()
    {
        var owner = await app.SignUpAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook());
        await Directory.SwitchOffAsync(await SeenAsync(owner, webhook.Id()), "410 Gone", CancellationToken.None);
        var off = await owner.ReadIntegrationAsync(webhook);
        (off.GetProperty("enabled").GetBoolean(), off.Str("status"), off.Int("version")).Should().Be((false, "paused", 2));
        var on = await owner.PatchIntegrationAsync(webhook, new { enabled = true }).ReadAsync(200);
        (on.GetProperty("enabled").GetBoolean(), on.Str("status"), on.Int("version")).Should().Be((true, "ok", 3));
    }

    [Fact]
    public async Task Failing_IsOverByItself_AndNeverHidesAPause()
    {
        var owner = await app.SignUpAsync();
        var webhook = await owner.ConnectAsync(IntegrationSteps.Webhook());
        var seen = await SeenAsync(owner, webhook.Id());
        await Directory.MarkFailingAsync(seen, "503", CancellationToken.None);
        (await SeenAsync(owner, webhook.Id())).Status.Should().Be(IntegrationStatus.Failing);
        await Directory.MarkWorkingAsync(seen, CancellationToken.None);
        var working = await owner.ReadIntegrationAsync(webhook);
        (working.Str("status"), working.IsNull("status_reason")).Should().Be(("ok", true));
        await Directory.PauseAsync(seen, "dead", CancellationToken.None);
        await Directory.MarkFailingAsync(seen, "503", CancellationToken.None);
        await Directory.MarkWorkingAsync(seen, CancellationToken.None);
        (await SeenAsync(owner, webhook.Id())).Status.Should().Be(IntegrationStatus.Paused);
    }

    /// <summary>A delivery that began with the old token fails after the new one was stored.</summary>
    [Fact]
    public async Task WhatIsSaidOfAnOlderState_IsNotHeard()
    {
        var owner = await app.SignUpAsync();
        var slack = await owner.ConnectAsync(IntegrationSteps.Slack());
        var seen = await SeenAsync(owner, slack.Id());
        await owner.PatchIntegrationAsync(slack, new { secrets = new { bot_token = "xoxb-new" } }).ReadAsync(200);
        await Directory.PauseAsync(seen, "too late", CancellationToken.None);
        await Directory.SwitchOffAsync(seen, "too late", CancellationToken.None);
        (await SeenAsync(owner, slack.Id())).Should().Match<ConnectedIntegration>(i => i.Enabled && i.Status == IntegrationStatus.Ok);
    }

    private async Task<ConnectedIntegration> SeenAsync(TestUser owner, Guid id) =>
        (await Directory.FindAsync([new IntegrationKey(owner.OrganizationId, id)], CancellationToken.None)).Single();
}
