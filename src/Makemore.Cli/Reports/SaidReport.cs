using Makemore.Cli.Terminals;

namespace Makemore.Cli.Reports;

/// <summary>A command that has said on its way all that there was to say.</summary>
internal sealed record SaidReport : Report
{
    /// <inheritdoc/>
    public override int Show(Terminal terminal) => ExitCode;

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
    }
}
