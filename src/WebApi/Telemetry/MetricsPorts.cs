using System.Globalization;
using System.Net;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.WebApi.Hosting;

namespace TaskFlow.WebApi.Telemetry;

/// <summary>Each process has a metrics page of its own: workers that a node starts take the ports behind the node's.</summary>
internal static class MetricsPorts
{
    private const string Key = $"{TaskFlowOptions.SectionName}:Telemetry:Metrics:Port";

    public static int OfWorker(MetricsOptions options, int number) => options.Port == 0 ? 0 : options.Port + number;

    /// <param name="options">Of the node.</param>
    /// <param name="workers">How many workers it will start.</param>
    /// <param name="urls">Where the application will listen.</param>
    /// <returns>A message that names the key, the value and what is allowed, or null.</returns>
    public static string? FindWrong(MetricsOptions options, int workers, string urls)
    {
        if (options.Port == 0)
            return null;
        if (options.Port > IPEndPoint.MaxPort - workers)
            return Say(options, $"at most {IPEndPoint.MaxPort - workers} with {workers} workers, which take the ports behind it");
        var application = ListenAddress.Parse(urls).Select(address => address.Port).ToHashSet();
        foreach (var port in Enumerable.Range(options.Port, workers + 1))
        {
            if (application.Contains(port))
                return Say(options, "another port than the application's");
            if (!ListenAddress.IsFree(new IPEndPoint(IPAddress.Parse(options.Address), port)))
                return string.Create(CultureInfo.InvariantCulture, $"Port {port} is taken by another program; choose another with {Key}.");
        }
        return null;
    }

    private static string Say(MetricsOptions options, string allowed) =>
        string.Create(CultureInfo.InvariantCulture, $"{Key} is '{options.Port}'; allowed is {allowed}.");
}
