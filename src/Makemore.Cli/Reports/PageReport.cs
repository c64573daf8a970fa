using Makemore.Cli.Terminals;

namespace Makemore.Cli.Reports;

/// <summary>Pages that were written.</summary>
/// <param name="Files">Their files.</param>
internal sealed record PageReport(IReadOnlyList<string> Files) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        foreach (var file in Files)
        {
            terminal.WriteLine(file);
        }
    }
}
