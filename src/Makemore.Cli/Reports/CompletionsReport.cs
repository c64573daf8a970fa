using Makemore.Cli.Terminals;

namespace Makemore.Cli.Reports;

/// <summary>A script for a shell.</summary>
/// <param name="Script">The script.</param>
internal sealed record CompletionsReport(string Script) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal) => terminal.WriteLine(Script.TrimEnd('\n'));
}
