using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Persistence;

/// <summary>A context that goes back to its pool twice is handed to two requests at once, with one actor's tenancy for both.</summary>
public sealed class PooledContextTests(TestApp app) : IClassFixture<TestApp>
{
    private const int Scopes = 20_000;

    [Fact]
    public async Task Scopes_AtTheSameTime_NeverShareAContext()
    {
        var held = new ConcurrentDictionary<IAppDbContext, bool>(ReferenceEqualityComparer.Instance);
        var shared = 0;
        await Parallel.ForAsync(
            0,
            Scopes,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (_, _) =>
            {
                await using var scope = app.Services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
                var context = scope.ServiceProvider.GetRequiredService<IAppDbContext>();
                if (!held.TryAdd(context, true))
                    Interlocked.Increment(ref shared);
                await Task.Yield();
                held.TryRemove(context, out bool _);
            }
        );
        shared.Should().Be(0);
    }
}
