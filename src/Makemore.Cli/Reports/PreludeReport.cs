using Makemore.Cli.Terminals;

namespace Makemore.Cli.Reports;

/// <summary>The layers and presets that every model program may use.</summary>
/// <param name="Prelude">Their program, in the model language.</param>
internal sealed record PreludeReport(string Prelude) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal) => terminal.WriteLine(Prelude);
}
