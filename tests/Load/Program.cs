using TaskFlow.Load;

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
