using System.Globalization;

namespace TaskFlow.WebApi.Hosting;

/// <summary>Switches of <c>./dev up</c> that are no configuration.</summary>
/// <param name="Demo">Whether an empty installation gets demo data, in Development.</param>
/// <param name="Workers">Further processes with the role <c>worker</c> that this one starts and stops.</param>
public sealed record NodeArguments(bool Demo, int Workers)
{
    public static NodeArguments Parse(IReadOnlyList<string> args)
    {
        var index = args.ToList().IndexOf("--workers");
        var workers = 0;
        if (
            index >= 0
            && !(index + 1 < args.Count && int.TryParse(args[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out workers))
        )
            throw new OperatorException("--workers needs a whole number.");
        return new NodeArguments(!args.Contains("--no-demo", StringComparer.Ordinal), workers);
    }
}
