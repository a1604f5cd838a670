using System.Globalization;

namespace TaskFlow.Load;

/// <param name="Json">Where the rows are written too; null = nowhere.</param>
/// <param name="Seconds">Length of every measurement; a third of it is spent on warming up before.</param>
/// <param name="SoakMinutes">How long memory is watched under mixed load instead of measuring; null = measure.</param>
internal sealed record BenchOptions(string? Json, int Seconds, int? SoakMinutes)
{
    private const string Usage = "./dev bench [--json FILE] [--seconds N] [--minutes N]";

    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var options = new BenchOptions(null, 10, null);
        var first = args is ["bench", ..] ? 1 : 0;
        for (var i = first; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count)
                throw new BenchException($"{args[i]} needs a value. {Usage}");
            options = args[i] switch
            {
                "--json" => options with { Json = args[i + 1] },
                "--seconds" => options with { Seconds = Number(args[i], args[i + 1]) },
                "--minutes" => options with { SoakMinutes = Number(args[i], args[i + 1]) },
                _ => throw new BenchException($"Unknown option {args[i]}. {Usage}"),
            };
        }

        return options;
    }

    private static int Number(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new BenchException($"{option} needs a whole number above 0, not '{text}'.");
}
