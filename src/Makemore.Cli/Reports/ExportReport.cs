using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;

namespace Makemore.Cli.Reports;

/// <summary>A model that was written for other programs.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Hash">The hash of its run.</param>
/// <param name="Format">The format of the file.</param>
/// <param name="Path">The file.</param>
/// <param name="Ngrams">The n-grams of each order, from 1 on.</param>
internal sealed record ExportReport(string Name, string Hash, string Format, string Path, IReadOnlyList<long> Ngrams) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal) =>
        terminal.WriteLine($"{Path}: {string.Join(" + ", Ngrams.Select(count => Figures.Count(count)))} n-grams");
}
