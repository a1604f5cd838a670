using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Imports;

internal static class ImportErrors
{
    /// <summary>Another worker has taken over; this one stops.</summary>
    public static readonly Error LeaseLost = Error.InvalidState("The import is run by another worker.");
}
