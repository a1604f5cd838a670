using TaskFlow.Domain.Common;
using TaskFlow.Domain.Integrations;

namespace TaskFlow.Unit.Integrations;

public sealed class IntegrationTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyDictionary<string, string> NoSecrets = Secrets();

    [Fact]
    public void Connect_TakesWhatWasGiven_Trimmed_EachOnce()
    {
        var project = Ids.New();
        var first = new IntegrationEdit(" Hook ", null, [project, project], ["*", "*"], Config(("url", " https://example.com/ ")));
        var integration = Integration.Connect(Ids.New(), IntegrationKind.Webhook, first, NoSecrets, Ids.New(), At).Value;
        (integration.Name, integration.Enabled, integration.Status, integration.Version)
            .Should()
            .Be(("Hook", true, IntegrationStatus.Ok, 1));
        integration.ProjectIds.Should().Equal(project);
        integration.EventTypes.Should().Equal("*");
        integration.Config.Should().Equal(new Dictionary<string, string> { ["url"] = "https://example.com/" });
        integration.Events.Should().BeEmpty("it belongs to no project, so no log tells of it");
    }

    public static TheoryData<IntegrationKind, string, string, string> Unusable =>
        new()
        {
            { IntegrationKind.Webhook, "", "", "/config/url required" },
            { IntegrationKind.Webhook, "url=/hook", "", "/config/url not_allowed" },
            { IntegrationKind.Webhook, $"url=https://example.com/{new string('x', 2000)}", "", "/config/url too_long" },
            { IntegrationKind.Slack, "channel=C1", "", "/secrets/bot_token required" },
            { IntegrationKind.Slack, "channel=C1", "bot_token=a b", "/secrets/bot_token not_allowed" },
            { IntegrationKind.Slack, "channel=C1", "bot_token=tökén", "/secrets/bot_token not_allowed" },
            { IntegrationKind.Slack, "channel=a\nb", "bot_token=x", "/config/channel control_character" },
            { IntegrationKind.Sendgrid, "from_email=nobody", "api_key=x", "/config/from_email not_allowed" },
            { IntegrationKind.Sendgrid, "from_email=a@b@c", "api_key=x", "/config/from_email not_allowed" },
        };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Connect_WithAnUnusableConfiguration_IsRefused(IntegrationKind kind, string config, string secrets, string error)
    {
        var first = new IntegrationEdit("x", null, [], ["*"], Members(config).ToDictionary(m => m.Key, m => (string?)m.Value));
        var refusal = Integration.Connect(Ids.New(), kind, first, Members(secrets), Ids.New(), At).Refusal!;
        refusal.Code.Should().Be(ErrorCodes.ValidationFailed);
        var errors = (IEnumerable<FieldError>)refusal.Details!["errors"]!;
        errors.Select(e => $"{e.Pointer} {e.Code}").Should().Equal(error);
    }

    [Fact]
    public void Edit_OfTheSame_IsNoNewVersion()
    {
        var webhook = Webhook();
        webhook.Edit(new IntegrationEdit("Hook", true, [], ["*"], Config(("url", "https://example.com/"))), NoSecrets, At);
        webhook.Version.Should().Be(1);
        webhook.Edit(new IntegrationEdit("Other", null, null, null, null), NoSecrets, At.AddHours(1));
        (webhook.Version, webhook.UpdatedAt).Should().Be((2, At.AddHours(1)));
    }

    public static TheoryData<string> Mending => ["secret", "config", "on"];

    [Theory]
    [MemberData(nameof(Mending))]
    public void Paused_IsMended_ByANewCredentialOrDestination_OrSwitchingOn(string by)
    {
        var slack = Slack();
        slack.Pause("invalid_auth");
        slack.Edit(new IntegrationEdit("Renamed", false, null, ["task.created"], null), NoSecrets, At);
        (slack.Status, slack.StatusReason).Should().Be((IntegrationStatus.Paused, "invalid_auth"), "nothing of this mends it");
        var edit = by switch
        {
            "config" => new IntegrationEdit(null, null, null, null, Config(("channel", "C2"))),
            "on" => new IntegrationEdit(null, true, null, null, null),
            _ => new IntegrationEdit(null, null, null, null, null),
        };
        slack.Edit(edit, by == "secret" ? Secrets(("bot_token", "xoxb-2")) : NoSecrets, At).Should().BeNull();
        (slack.Status, slack.StatusReason).Should().Be((IntegrationStatus.Ok, null));
    }

    [Fact]
    public void Edit_ThatTakesANeededMemberAway_IsRefused()
    {
        var refusal = Slack().Edit(new IntegrationEdit(null, null, null, null, Config(("channel", null))), NoSecrets, At);
        refusal!.Code.Should().Be(ErrorCodes.ValidationFailed);
        var unknown = Slack().Edit(new IntegrationEdit(null, null, null, null, null), Secrets(("api_key", "x")), At);
        unknown!.Message.Should().Be("Unknown member 'secrets.api_key'.");
    }

    [Fact]
    public void Rotate_IsForWebhooks()
    {
        Webhook().Rotate(At).Should().BeNull();
        Slack().Rotate(At)!.Code.Should().Be(ErrorCodes.InvalidState);
    }

    private static Integration Webhook() =>
        Connected(
            IntegrationKind.Webhook,
            new IntegrationEdit("Hook", null, [], ["*"], Config(("url", "https://example.com/"))),
            NoSecrets
        );

    private static Integration Slack() =>
        Connected(
            IntegrationKind.Slack,
            new IntegrationEdit("Slack", null, [], ["*"], Config(("channel", "C1"))),
            Secrets(("bot_token", "xoxb-1"))
        );

    private static Integration Connected(IntegrationKind kind, IntegrationEdit first, IReadOnlyDictionary<string, string> secrets) =>
        Integration.Connect(Ids.New(), kind, first, secrets, Ids.New(), At).Value;

    private static Dictionary<string, string?> Config(params (string Name, string? Text)[] members) =>
        members.ToDictionary(m => m.Name, m => m.Text, StringComparer.Ordinal);

    private static Dictionary<string, string> Secrets(params (string Name, string Text)[] members) =>
        members.ToDictionary(m => m.Name, m => m.Text, StringComparer.Ordinal);

    /// <summary><c>name=text</c>, or nothing.</summary>
    private static Dictionary<string, string> Members(string written) =>
        written.Length == 0
            ? []
            : new(StringComparer.Ordinal) { [written[..written.IndexOf('=')]] = written[(written.IndexOf('=') + 1)..] };
}
