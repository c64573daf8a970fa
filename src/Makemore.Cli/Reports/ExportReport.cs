using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;

namespace Makemore.Cli.Reports;

/// <summary>A run that was written for other programs.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Hash">The hash of its run.</param>
/// <param name="Format">The format of the file.</param>
/// <param name="Path">The file.</param>
internal sealed record ExportReport(string Name, string Hash, string Format, string Path) : Report
{
    /// <summary>The n-grams of each order, from 1 on; null where no model was written.</summary>
    public IReadOnlyList<long>? Ngrams { get; init; }

    /// <summary>The number of measurements; null where none were written.</summary>
    public long? Measurements { get; init; }

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal) => terminal.WriteLine(Ngrams is { } ngrams
        ? $"{Path}: {string.Join(" + ", ngrams.Select(count => Figures.Count(count)))} n-grams"
        : $"{Path}: {Figures.Count(Measurements)} measurements");
}
