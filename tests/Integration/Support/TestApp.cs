using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TaskFlow.Application.Common.Access;
using TaskFlow.Domain.Organizations;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Integration.Support;

/// <summary>
/// The real application on Kestrel and a database of its own, once per test class. Tests talk to it over HTTP only; each signs up people of
/// its own, so nothing is ever reset and every test also proves the isolation of tenants.
/// </summary>
public sealed class TestApp : IAsyncLifetime
{
    private const string Template = "house";

    private Factory? factory;

    /// <summary>How the application reaches its database, when not directly.</summary>
    public Func<string, string> Route { get; init; } = connectionString => connectionString;

    /// <summary>Another application's, to be a second node of its installation. Null for one of its own.</summary>
    public string? Database { get; init; }

    public string Roles { get; init; } = "api,realtime,worker";

    /// <summary>Further configuration below <c>TaskFlow</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The application's own, for tests of what it is made of.</summary>
    public IServiceProvider Services => factory!.Services;

    public string ConnectionString { get; private set; } = "";

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public async Task InitializeAsync()
    {
        await PostgresCluster.EnsureTemplateAsync(Template, MigrateAsync);
        ConnectionString = Database ?? await PostgresCluster.CreateDatabaseAsync(Template);
        factory = new Factory(Route(ConnectionString), Roles, Settings);
        factory.UseKestrel();
        factory.StartServer();
        Address = factory.ClientOptions.BaseAddress;
    }

    public async Task DisposeAsync()
    {
        if (factory is not null)
            await factory.DisposeAsync();
    }

    /// <summary>A caller nobody knows.</summary>
    public HttpClient Anonymous() =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A new person with an organization of their own, signed in with a token.</summary>
    public Task<TestUser> SignUpAsync(string name = "Alice", string? organization = "Acme") =>
        TestUser.SignUpAsync(this, name, organization);

    /// <summary>The tables as the owner of an organization sees them.</summary>
    public AppDbContext ContextOf(TestUser user)
    {
        var actor = new Actor();
        actor.SignIn(new Principal(user.Id, user.Email, "Somebody", false, [new MemberOf(user.OrganizationId, Role.Owner, [])]));
        return Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext().For(actor);
    }

    private static async Task MigrateAsync(string connectionString)
    {
        var services = new ServiceCollection();
        services.AddSingleton<Actor>();
        services.AddPersistence(connectionString);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new IdempotencySettings(TimeSpan.FromHours(24)));
        await using var provider = services.BuildServiceProvider();
        await using var context = await provider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        await Migrator.MigrateAsync(context, NullLogger.Instance, CancellationToken.None);
    }

    private sealed class Factory(string connectionString, string roles, IReadOnlyDictionary<string, string> settings)
        : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Testing");
            // Not by UseKestrel(0): it changes the address of a server that may have started by then. And one address for both, or the hub
            // would take our browsers for those of another site.
            var address = $"http://127.0.0.1:{FreePort()}";
            builder.UseSetting(WebHostDefaults.ServerUrlsKey, address);
            builder.UseSetting("TaskFlow:PublicUrl", address);
            builder.UseSetting("TaskFlow:Roles", roles);
            builder.UseSetting("TaskFlow:Database:Connection", connectionString);
            builder.UseSetting("TaskFlow:Database:MinPool", "0");
            builder.UseSetting("TaskFlow:RateLimits:PerUserPerMinute", "0");
            // Nobody listens there: whatever is sent to it is known as not sent at once, and nothing leaves the machine.
            builder.UseSetting("TaskFlow:Integrations:Webhooks:AllowedPrivateHosts", "127.0.0.1:9");
            foreach (var (key, value) in settings)
                builder.UseSetting($"TaskFlow:{key}", value);
            builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
            // Thousands of people sign up: at the product's price of a hash they would take minutes of the processor. PasswordsTests looks at the price.
            builder.ConfigureServices(services => services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000));
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
