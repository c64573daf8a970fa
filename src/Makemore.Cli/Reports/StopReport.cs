using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;

namespace Makemore.Cli.Reports;

/// <summary>A run that was stopped.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Hash">The run's hash.</param>
/// <param name="Steps">The steps that its checkpoint keeps; null where it has none.</param>
internal sealed record StoppedRow(string Name, string Hash, long? Steps);

/// <summary>The runs that were stopped.</summary>
internal sealed record StopReport(IReadOnlyList<StoppedRow> Stopped) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        foreach (var run in Stopped)
        {
            terminal.WriteLine($"{run.Name}@{run.Hash} has stopped" + (run.Steps is null
                ? "; nothing was kept of it." : $", and is saved as of step {Figures.Count(run.Steps)}."));
        }

        if (Stopped.Count == 0)
        {
            terminal.WriteLine("None of them is running.");
        }
    }
}
