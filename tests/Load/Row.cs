namespace TaskFlow.Load;

/// <summary>One figure of the report.</summary>
/// <param name="Rps">Completed requests, or transactions, per second.</param>
/// <param name="Cost">Of one request, on average.</param>
internal sealed record Row(string Name, double Rps, double P50Ms, double P99Ms, Cost Cost)
{
    /// <summary>Where a bar is set for it.</summary>
    public double? P95Ms { get; init; }
}

/// <summary>Processor time of one request in microseconds. Unlike its speed, it says the same on a busy machine.</summary>
internal sealed record Cost(double ApplicationUs, double DatabaseUs)
{
    public double TotalUs => ApplicationUs + DatabaseUs;
}

/// <summary>Processor time used since the start.</summary>
internal sealed record Processor(TimeSpan Application, TimeSpan Database)
{
    public Cost Until(Processor later, long requests) =>
        new((later.Application - Application).TotalMicroseconds / requests, (later.Database - Database).TotalMicroseconds / requests);
}

/// <summary>Resident memory in bytes: of the application, and the most it ever had.</summary>
internal sealed record Memory(long Resident, long Peak);
