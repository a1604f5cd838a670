using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Deliveries;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Integrations;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Integration.Integrations;

/// <summary>The channels as the application registers them, with short limits and without anything else.</summary>
internal sealed class ChannelHost : IDisposable
{
    public static readonly TimeSpan Connect = TimeSpan.FromMilliseconds(300);
    public static readonly TimeSpan Attempt = TimeSpan.FromMilliseconds(600);
    public static readonly TimeSpan Total = TimeSpan.FromMilliseconds(1500);

    private readonly ServiceProvider services;

    public ChannelHost(params (string Key, string Value)[] settings)
    {
        (string Key, string Value)[] limits =
        [
            ("Resilience:ConnectTimeout", Connect.ToString()),
            ("Resilience:AttemptTimeout", Attempt.ToString()),
            ("Resilience:TotalTimeout", Total.ToString()),
            ("Resilience:FirstDelay", "00:00:00.02"),
        ];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(limits.Concat(settings).Select(s => KeyValuePair.Create($"TaskFlow:{s.Key}", (string?)s.Value)))
            .Build();
        var result = TaskFlowOptions.Load(configuration, development: true);
        result.Errors.Should().BeEmpty();
        services = new ServiceCollection()
            .AddSingleton(result.Options!)
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddNotificationChannels(result.Options!)
            .BuildServiceProvider();
    }

    public TaskFlowOptions Options => services.GetRequiredService<TaskFlowOptions>();

    public Circuits Circuits => services.GetRequiredService<Circuits>();

    public INotificationChannel Channel(string kind) => services.GetServices<INotificationChannel>().Single(c => c.Kind == kind);

    /// <summary>A channel of what is registered and what only a test has.</summary>
    public T Make<T>(params object[] rest) => ActivatorUtilities.CreateInstance<T>(services, rest);

    public void Dispose() => services.Dispose();

    public static Envelope Event() =>
        new(
            42,
            Ids.New(),
            "task.updated",
            Ids.New(),
            Ids.New(),
            new EnvelopeActor(Ids.New(), "Zoë <admin>"),
            new DateTimeOffset(2026, 1, 31, 10, 0, 0, 123, TimeSpan.Zero),
            new EnvelopeResource("task", Ids.New(), "WEB-42", 7),
            new StoredJson("""{"title": {"from":"a",  "to":"b & c"}}"""),
            new StoredJson(Text: null)
        );
}
