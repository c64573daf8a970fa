using Makemore.Cli.Terminals;

namespace Makemore.Cli.Reports;

/// <summary>Where the board is served.</summary>
/// <param name="Address">The address with its token, which lets whoever has it in.</param>
internal sealed record BoardReport(Uri Address) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        terminal.WriteLine(Address.AbsoluteUri);
        terminal.Tell("The board is open at this address. Ctrl-C ends it; runs go on without it.");
    }
}
