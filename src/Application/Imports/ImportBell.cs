namespace TaskFlow.Application.Imports;

/// <summary>Wakes the worker of this process. A lost ring costs a second: the worker also looks by itself.</summary>
public sealed class ImportBell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        try
        {
            rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => rung.WaitAsync(atMost, cancellationToken);

    public void Dispose() => rung.Dispose();
}
