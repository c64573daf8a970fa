using Makemore.Cli.Terminals;

namespace Makemore.Cli.Reports;

/// <summary>Samples of a model.</summary>
internal sealed record SampleReport(string Name, string Hash, IReadOnlyList<string> Samples) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        // One a line, for other programs too; texts of several lines have a line between them.
        var separator = Samples.Any(sample => sample.Contains('\n', StringComparison.Ordinal)) ? "\n---\n" : "\n";
        terminal.WriteSample(string.Join(separator, Samples));
    }
}
