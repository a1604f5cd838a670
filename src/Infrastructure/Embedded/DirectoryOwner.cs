using System.Globalization;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>
/// The right to run the PostgreSQL of a data directory. A kernel lock says whether someone has it, a file beside it who;
/// the lock falls with its process, so nothing has to be cleaned up after <c>kill -9</c>.
/// </summary>
internal sealed class DirectoryOwner : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private const string Running = "running";
    private const string Stopping = "stopping";

    private readonly FileLock held;
    private readonly string note;

    private DirectoryOwner(FileLock taken, string note) => (held, this.note) = (taken, note);

    /// <summary>Takes the directory, waiting for an owner that has said it is stopping.</summary>
    /// <exception cref="EmbeddedPostgresException">Another live process owns it; the message has its id.</exception>
    public static async Task<DirectoryOwner> TakeAsync(string data, CancellationToken cancellationToken)
    {
        var noteFile = Path.Combine(data, "postgres.owner");
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (FileLock.TryTake(Path.Combine(data, "postgres.lock")) is { } taken)
            {
                var owner = new DirectoryOwner(taken, noteFile);
                owner.Write(Running);
                return owner;
            }
            var (processId, state) = Read(noteFile);
            // An owner between taking the lock and writing the note, or already dead, is looked at again.
            var settled =
                string.Equals(state, Running, StringComparison.Ordinal)
                && int.TryParse(processId, CultureInfo.InvariantCulture, out var id)
                && ProcessTable.IsAlive(id);
            if (settled || TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new EmbeddedPostgresException(
                    $"The data directory '{data}' is in use by process {processId}; stop it or choose another --data."
                );
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public static bool IsTaken(string data)
    {
        using var free = FileLock.TryTake(Path.Combine(data, "postgres.lock"));
        return free is null;
    }

    /// <summary>From here on a successor waits instead of giving up.</summary>
    public void AnnounceStop() => Write(Stopping);

    public void Dispose() => held.Dispose();

    private void Write(string state)
    {
        var unfinished = note + ".new";
        File.WriteAllText(unfinished, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {state}"));
        File.Move(unfinished, note, overwrite: true);
    }

    private static (string ProcessId, string State) Read(string note)
    {
        try
        {
            var parts = File.ReadAllText(note).Split(' ');
            return parts.Length == 2 ? (parts[0], parts[1]) : ("unknown", "");
        }
        catch (IOException)
        {
            return ("unknown", "");
        }
    }
}
