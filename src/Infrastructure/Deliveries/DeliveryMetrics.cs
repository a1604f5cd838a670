using System.Diagnostics;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>The names under which deliveries report themselves.</summary>
internal static class DeliveryMetrics
{
    public const string Name = "TaskFlow.Deliveries";

    public static readonly ActivitySource Source = new(Name);
}
