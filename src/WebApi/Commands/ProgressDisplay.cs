using TaskFlow.Infrastructure.Imports;

namespace TaskFlow.WebApi.Commands;

/// <summary>A bar that is drawn over itself on a terminal; in a file a line for every tenth part.</summary>
internal sealed class ProgressDisplay(TextWriter output, bool isFile)
{
    private const int Width = 40;

    private int shown = -1;

    public void Show(ImportClient.State state)
    {
        var part = isFile ? state.Progress / 10 : state.Progress;
        if (part == shown)
            return;
        shown = part;
        if (isFile)
        {
            output.WriteLine($"{state.Progress,3} % of {state.RowsTotal} rows");
            return;
        }

        var done = state.Progress * Width / 100;
        output.Write($"\r[{new string('#', done)}{new string('.', Width - done)}] {state.Progress,3} % of {state.RowsTotal} rows");
    }

    public void End()
    {
        if (!isFile)
            output.WriteLine();
    }
}
