using Microsoft.Playwright;
using TaskFlow.Integration.Support;

namespace TaskFlow.EndToEnd.Support;

/// <summary>
/// The whole product in this process, and one Chromium to look at it: few per run, because both are slow to start. One test alone leaves a third
/// of two cores idle, so two groups of classes run side by side, each on a stage of its own; what measures time comes after them, alone.
/// </summary>
public sealed class Stage : IAsyncLifetime
{
    public const string Name = "stage";
    public const string SideBySide = "stage side by side";
    public const string Alone = "stage alone";

    /// <summary>Milliseconds an expectation may take: generous, because all suites of a run share the cores.</summary>
    private const float Patience = 20_000;

    private IPlaywright? playwright;
    private IBrowser? browser;

    public TestApp App { get; } = new();

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        await App.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Environment.GetEnvironmentVariable("TF_CHROMIUM") ?? OnPath("chromium-headless-shell", "chromium"),
                Headless = true,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        await App.DisposeAsync();
    }

    /// <summary>A browser of its own: no cookie, nothing stored, nothing cached.</summary>
    /// <param name="address">Where the application is found, when it is not this one or not found directly.</param>
    public async Task<Visitor> VisitAsync(string theme = "light", Uri? address = null)
    {
        var context = await browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = (address ?? App.Address).ToString(),
                ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
                Locale = "en-GB",
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        await context.AddInitScriptAsync($"localStorage.setItem('taskflow.theme', '{theme}')");
        return new Visitor(context, await context.NewPageAsync());
    }

    /// <summary>The same, signed in as a person who exists.</summary>
    public async Task<Visitor> VisitAsAsync(TestUser user, string theme = "light", Uri? address = null)
    {
        var visitor = await VisitAsync(theme, address);
        var answer = await visitor.Context.APIRequest.PostAsync(
            "/api/auth/login",
            new APIRequestContextOptions
            {
                Headers = [new("X-TaskFlow-Request", "1")],
                DataObject = new { email = user.Email, password = TestUser.Password },
            }
        );
        answer.Ok.Should().BeTrue(await answer.TextAsync());
        return visitor;
    }

    /// <summary>The first of the programs that is there.</summary>
    private static string OnPath(params string[] programs) =>
        programs
            .SelectMany(program =>
                (Environment.GetEnvironmentVariable("PATH") ?? "")
                    .Split(Path.PathSeparator)
                    .Select(directory => Path.Combine(directory, program))
            )
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{programs[0]} is not on the PATH; install it or set TF_CHROMIUM.");
}

[CollectionDefinition(Stage.Name)]
public sealed class StageGroup : ICollectionFixture<Stage>;

[CollectionDefinition(Stage.SideBySide)]
public sealed class StageSideBySideGroup : ICollectionFixture<Stage>;

[CollectionDefinition(Stage.Alone, DisableParallelization = true)]
public sealed class StageAloneGroup : ICollectionFixture<Stage>;
