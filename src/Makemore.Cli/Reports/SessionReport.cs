using Makemore.Cli.Terminals;

namespace Makemore.Cli.Reports;

/// <summary>A conversation that has come to its end; what there was to say has been said.</summary>
internal sealed record SessionReport : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
    }
}
