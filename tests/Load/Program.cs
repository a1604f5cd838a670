using System.Runtime.InteropServices;
using TaskFlow.Load;

// A bench that is stopped must not leave its server behind, and .NET 10 raises ProcessExit for no signal by itself.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(1));
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(1));

try
{
    var options = BenchOptions.Parse(args);
    return await Bench.RunAsync(options);
}
catch (BenchException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
