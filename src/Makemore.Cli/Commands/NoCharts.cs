using System.Collections.Immutable;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Cli.Commands;

/// <summary>
/// The charts of a project that brings none: nothing is drawn and nothing is worse for it, but who asks for a chart is told what
/// draws it. A run of bigrams is not asked for its picture, and has none.
/// </summary>
internal sealed class NoCharts : ICharts
{
    /// <summary>What is said instead of drawing.</summary>
    public const string Sentence =
        "No chart is drawn, since this project brings none: refer to Makemore.Charts, and hand `new() { Charts = new ScottPlotCharts() }` to `CommandLine.Run`.";

    /// <inheritdoc/>
    public void DrawCounts(CountedNgrams run)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> DrawCurves(IReadOnlyList<LossCurve> curves, IReadOnlyList<string> paths, Action<string> warned)
    {
        warned(Sentence);
        return [];
    }

    /// <inheritdoc/>
    public void DrawStudy(string folder, Sweep sweep, ImmutableArray<Trial> trials, RunnerOptions options, Action<string> warned) =>
        warned(Sentence);
}
