using TaskFlow.WebApi.Hosting;

namespace TaskFlow.WebApi.Commands;

/// <summary>Arguments of <c>./dev import</c>.</summary>
internal sealed record ImportArguments(
    string File,
    string Project,
    Uri Url,
    string Token,
    bool DryRun,
    bool CreateMissing,
    string? Organization,
    string? Mapping
)
{
    private const string Usage =
        "Usage: ./dev import FILE --project KEY --url URL --token TOKEN [--dry-run] [--create-missing] [--organization SLUG] [--mapping JSON]";

    public static ImportArguments Parse(string[] args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var flags = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 2; index < args.Length; index++)
        {
            if (args[index] is "--dry-run" or "--create-missing")
                flags.Add(args[index]);
            else if (args[index] is "--project" or "--url" or "--token" or "--organization" or "--mapping" && index + 1 < args.Length)
                values[args[index]] = args[++index];
            else
                throw new OperatorException(Usage);
        }
        if (args.Length < 2 || !Uri.TryCreate(values.GetValueOrDefault("--url"), UriKind.Absolute, out var url))
            throw new OperatorException(Usage);
        return new ImportArguments(
            args[1],
            Required(values, "--project"),
            url,
            Required(values, "--token"),
            flags.Contains("--dry-run"),
            flags.Contains("--create-missing"),
            values.GetValueOrDefault("--organization"),
            values.GetValueOrDefault("--mapping")
        );
    }

    private static string Required(Dictionary<string, string> values, string name) =>
        values.GetValueOrDefault(name) ?? throw new OperatorException(Usage);
}
