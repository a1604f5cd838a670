using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Identity;

/// <summary>An empty installation of its own.</summary>
public sealed class FirstOperatorTests : IAsyncLifetime
{
    private readonly TestApp app = new();

    public Task InitializeAsync() => app.InitializeAsync();

    public Task DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Register_ManyAtOnceOnAnEmptyInstallation_MakesOneOperator()
    {
        var registered = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => new TestBrowser(app).RegisterAsync(TestBrowser.NewEmail()).ReadAsync(201))
        );

        registered.Count(r => r.GetProperty("user").GetProperty("is_operator").GetBoolean()).Should().Be(1);
    }
}
