namespace TaskFlow.WebApi.Realtime;

/// <summary>Begins the series of live connections once somebody may listen to them: every hosted service exists before the first one starts.</summary>
internal sealed class RealtimeSeries : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        RealtimeMetrics.Begin();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
