using Microsoft.Extensions.Configuration;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Unit.Configuration;

public sealed class EffectiveConfigurationTests
{
    [Theory]
    [InlineData("Database:Connection", "Host=db.test;Username=taskflow;Password=hunter2", "db.test")]
    [InlineData("Redis:Connection", "cache.test:6379,password=hunter2", "cache.test:6379")]
    [InlineData("Search:Elasticsearch", "https://elastic:hunter2@search.test/", "search.test")]
    public void Describe_SecretValue_KeepsTheHostAndHidesThePassword(string key, string value, string host)
    {
        var shown = Describe((key, value))[$"TaskFlow:{key}"];

        shown.Should().Contain(host).And.NotContain("hunter2");
    }

    [Fact]
    public void Describe_Password_IsHiddenWhole() =>
        Describe(("Email:Smtp:Password", "hunter2"))["TaskFlow:Email:Smtp:Password"].Should().Be("********");

    [Fact]
    public void Describe_KeyOfSecrets_IsHiddenWhole() =>
        Describe(("Secrets:Key", Convert.ToBase64String(new byte[32])))["TaskFlow:Secrets:Key"].Should().Be("********");

    [Fact]
    public void Describe_Defaults_ListsEveryKeyInAFormThatIsReadBack()
    {
        var described = Describe();

        described.Should().HaveCountGreaterThanOrEqualTo(60);
        described["TaskFlow:Database:StatementTimeout"].Should().Be("5 s");
        described["TaskFlow:Files:MaxSize"].Should().Be("100MiB");
        described["TaskFlow:Roles"].Should().Be("api,realtime,worker");
        var again = TaskFlowOptions.Load(new ConfigurationBuilder().AddInMemoryCollection(described!).Build(), development: false);
        again.Errors.Should().BeEmpty();
        again.Warnings.Should().BeEmpty();
    }

    [Fact]
    public void Describe_OverriddenResilience_ShowsOnlyWhatDiffers()
    {
        var described = Describe(("Resilience:Slack:Retries", "9"));

        described["TaskFlow:Resilience:Slack:Retries"].Should().Be("9");
        described.Keys.Should().NotContain("TaskFlow:Resilience:Slack:Jitter");
    }

    [Fact]
    public void ToString_OptionsInALogLine_HoldNoSecret() =>
        Load(
                ("Database:Connection", "Host=db.test;Password=hunter2"),
                ("Redis:Connection", "x:1,password=hunter2"),
                ("Email:Smtp:Password", "hunter2")
            )
            .ToString()
            .Should()
            .NotContain("hunter2");

    private static Dictionary<string, string> Describe(params (string Key, string Value)[] values) =>
        EffectiveConfiguration.Describe(Load(values)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private static TaskFlowOptions Load(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create($"TaskFlow:{pair.Key}", (string?)pair.Value)))
            .Build();
        return TaskFlowOptions.Load(configuration, development: true).Options!;
    }
}
