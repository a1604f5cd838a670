using Microsoft.Extensions.Configuration;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Unit.Configuration;

public sealed class TaskFlowOptionsTests
{
    [Fact]
    public void Load_NothingConfiguredInDevelopment_GivesTheDocumentedDefaults()
    {
        var options = Load().Options!;

        options.Roles.Should().Be(NodeRoles.Api | NodeRoles.Realtime | NodeRoles.Worker);
        options.Data.Should().Be(".data");
        options.PublicUrl.Should().Be(new Uri("http://127.0.0.1:5080"));
        options.UsesEmbeddedDatabase.Should().BeTrue();
        (options.Database.MinPool, options.Database.MaxPool).Should().Be((5, 20));
        options.Database.StatementTimeout.Should().Be(TimeSpan.FromSeconds(5));
        options.Files.MaxSize.Bytes.Should().Be(100L << 20);
        options.RateLimits.PerUserPerMinute.Should().Be(100);
        options.Backpressure.HardLimit.Should().Be(200_000);
        options.Health.ReadinessRequires.Should().Equal("postgres");
        options.Idempotency.Retention.Should().Be(TimeSpan.FromHours(24));
        options.Imports.MaxSize.Bytes.Should().Be(20L << 20);
        options.Jobs.SyncInterval.Should().Be(TimeSpan.FromMinutes(5));
        (options.Telemetry.Metrics.Port, options.Telemetry.Metrics.Address).Should().Be((0, "127.0.0.1"));
    }

    [Fact]
    public void Load_EveryKindOfValue_IsBound()
    {
        var result = Load(
            ("Roles", "api,worker"),
            ("Database:PoolWait", "250ms"),
            ("Files:Store", "S3"),
            ("Files:MaxSize", "1GiB"),
            ("Auth:Local", "false"),
            ("Auth:Oidc:Authority", "https://login.example.test/"),
            ("Auth:Oidc:ClientId", "taskflow"),
            ("Ops:Administrators", "ann@x.test, bob@x.test"),
            ("Integrations:Webhooks:AllowedPrivateHosts", "127.0.0.1:9000"),
            ("Integrations:Slack:BaseAddress", "http://127.0.0.1:9001/api/"),
            ("Telemetry:Metrics:Port", "9464"),
            ("Resilience:Jitter", "0.5")
        );

        result.Errors.Should().BeEmpty();
        result.Warnings.Should().BeEmpty();
        var options = result.Options!;
        options.Roles.Should().Be(NodeRoles.Api | NodeRoles.Worker);
        options.Database.PoolWait.Should().Be(TimeSpan.FromMilliseconds(250));
        options.Files.Store.Should().Be(FileStoreKind.S3);
        options.Files.MaxSize.Bytes.Should().Be(1L << 30);
        options.Auth.Local.Should().BeFalse();
        options.Ops.Administrators.Should().Equal("ann@x.test", "bob@x.test");
        options.Integrations.Webhooks.AllowedPrivateHosts.Should().Equal("127.0.0.1:9000");
        options.Integrations.Slack.BaseAddress.Port.Should().Be(9001);
        options.Telemetry.Metrics.Port.Should().Be(9464);
        options.Resilience.Default.Jitter.Should().Be(0.5);
    }

    [Fact]
    public void Load_ResilienceOfOneDependency_ChangesOnlyItsOwnKeys()
    {
        var resilience = Load(("Resilience:Retries", "2"), ("Resilience:Slack:Retries", "7")).Options!.Resilience;

        resilience.For(ExternalDependency.Slack).Retries.Should().Be(7);
        resilience.For(ExternalDependency.Slack).TotalTimeout.Should().Be(TimeSpan.FromSeconds(15));
        resilience.For(ExternalDependency.GitHub).Retries.Should().Be(2);
    }

    [Fact]
    public void Load_RolesOutsideDevelopment_AreRequired() =>
        TaskFlowOptions
            .Load(Configuration(), development: false)
            .Errors.Should()
            .ContainSingle()
            .Which.Should()
            .Contain("TaskFlow:Roles")
            .And.Contain("realtime");

    [Theory]
    [InlineData("127.0.0.1:six")]
    [InlineData(":7000")]
    [InlineData("127.0.0.1:70000,password=x")]
    [InlineData("redis://127.0.0.1:6379")]
    public void Load_RedisThatIsNoEndpoint_SaysSoWithoutShowingIt(string connection)
    {
        var error = Load(("Redis:Connection", connection)).Errors.Should().ContainSingle().Which;
        error.Should().Contain("TaskFlow:Redis:Connection").And.Contain("host:port").And.NotContain(connection);
    }

    [Theory]
    [InlineData("127.0.0.1:6379")]
    [InlineData("redis.internal")]
    [InlineData("[::1]:6379,password=x:y,ssl=true")]
    public void Load_RedisEndpoint_IsTaken(string connection) => Load(("Redis:Connection", connection)).Errors.Should().BeEmpty();

    [Theory]
    [InlineData("RateLimits:PerUserPerMinute", "-1", "at least 0")]
    [InlineData("RateLimits:PerUserPerMinute", "many", "whole number")]
    [InlineData("Database:MaxPool", "0", "at least 1")]
    [InlineData("Database:MinPool", "21", "Database:MaxPool, 20")]
    [InlineData("Database:StatementTimeout", "31s", "at most 30 s")]
    [InlineData("Database:PoolWait", "5", "00:00:30")]
    [InlineData("Backpressure:HardLimit", "9999", "MaxPendingDeliveries, 10000")]
    [InlineData("Backpressure:MaxPendingDeliveries", "0", "at least 1")]
    [InlineData("Files:Store", "ftp", "disk, s3")]
    [InlineData("Files:MaxSize", "big", "100MiB")]
    [InlineData("Roles", "api,cook", "api, realtime, worker")]
    [InlineData("Roles", "none", "api, realtime, worker")]
    [InlineData("PublicUrl", "taskflow.example.test", "http")]
    [InlineData("Health:ReadinessRequires", "postgres,moon", "redis")]
    [InlineData("Auth:Local", "yes please", "true or false")]
    [InlineData("Resilience:Jitter", "2", "between 0 and 1")]
    [InlineData("Resilience:GitHub:AttemptTimeout", "20s", "Resilience:GitHub:TotalTimeout")]
    [InlineData("Realtime:PresenceExpiry", "10s", "Realtime:Heartbeat")]
    [InlineData("Ops:Administrators", "ann", "e-mail")]
    [InlineData("Email:From", "nobody", "e-mail")]
    [InlineData("Email:Smtp:Port", "70000", "65535")]
    [InlineData("Email:Smtp:Security", "some", "starttls, tls, none")]
    [InlineData("Telemetry:Metrics:Port", "65536", "0 for off")]
    [InlineData("Telemetry:Metrics:Address", "everywhere", "IP address")]
    public void Load_WrongValue_NamesKeyValueAndWhatIsAllowed(string key, string value, string allowed)
    {
        var result = Load((key, value));

        result.Options.Should().BeNull();
        result.Errors.Should().Contain(error => error.Contains($"TaskFlow:{key} is '") && error.Contains(allowed));
        result.Errors[0].Should().Contain(value.Split(',')[^1].Replace("31s", "31 s").Replace("10s", "10 s").Replace("20s", "20 s"));
    }

    [Fact]
    public void Load_KeyOfSecretsThatIsNone_IsNamed_NotShown()
    {
        Load(("Secrets:Key", "c2hvcnQ=")).Errors.Should().ContainSingle().Which.Should().Contain("Secrets:Key").And.NotContain("c2hvcnQ");
        Load(("Secrets:Key", Convert.ToBase64String(new byte[32]))).Errors.Should().BeEmpty();
    }

    [Fact]
    public void Load_MailServer_NeedsASender_AndNeverAPasswordInTheClear()
    {
        (string, string) host = ("Email:Smtp:Host", "mail.test");
        Load(host).Errors.Should().ContainSingle().Which.Should().Contain("Email:From");
        (string, string)[] complete = [host, ("Email:From", "TaskFlow <taskflow@acme.test>"), ("Email:Smtp:User", "u")];
        Load(complete).Errors.Should().ContainSingle().Which.Should().Contain("Email:Smtp:Password");
        Load([.. complete, ("Email:Smtp:Password", "p")]).Errors.Should().BeEmpty();
        Load([.. complete, ("Email:Smtp:Password", "p"), ("Email:Smtp:Security", "none")])
            .Errors.Should()
            .ContainSingle()
            .Which.Should()
            .Contain("Email:Smtp:Security");
    }

    [Fact]
    public void Load_SeveralWrongValues_AreReportedTogether() =>
        Load(("Database:MaxPool", "none"), ("Imports:MaxSize", "0")).Errors.Should().HaveCount(2);

    [Fact]
    public void Load_LargeNumbers_HaveNoMaximum() =>
        Load(("RateLimits:PerUserPerMinute", "2000000000"), ("Database:MaxPool", "5000"), ("Idempotency:Retention", "3650d"))
            .Errors.Should()
            .BeEmpty();

    [Fact]
    public void Load_WrongConnectionString_DoesNotRevealIt() =>
        Load(("Database:Connection", "Passwort=hunter2"))
            .Errors.Should()
            .ContainSingle()
            .Which.Should()
            .NotContain("hunter2")
            .And.Contain("Host=");

    [Fact]
    public void Load_UnknownKey_WarnsWithTheNearest()
    {
        var result = Load(("RateLimit:PerUserPerMinut", "200"), ("Resilience:Slak:Retries", "1"));

        result.Options.Should().NotBeNull();
        result.Warnings.Should().HaveCount(2);
        result.Warnings[0].Should().Contain("TaskFlow:RateLimit:PerUserPerMinut").And.Contain("TaskFlow:RateLimits:PerUserPerMinute");
        result.Warnings[1].Should().Contain("TaskFlow:Resilience:Slack:Retries");
    }

    [Fact]
    public void Load_EmptyValue_IsTheDefault() =>
        Load(("Database:MaxPool", ""), ("Redis:Connection", " ")).Options!.Database.MaxPool.Should().Be(20);

    private static ConfigurationResult Load(params (string Key, string Value)[] values) =>
        TaskFlowOptions.Load(Configuration(values), development: true);

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create($"TaskFlow:{pair.Key}", (string?)pair.Value)))
            .Build();
}
