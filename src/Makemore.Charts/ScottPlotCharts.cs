using System.Collections.Immutable;
using Makemore.Charts.Runs;
using Makemore.Charts.Studies;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Charts;

/// <summary>Draws charts with ScottPlot, as SVG and as PNG; the same bytes for the same data.</summary>
public sealed class ScottPlotCharts : ICharts
{
    /// <inheritdoc/>
    public void DrawCounts(CountedNgrams run) => BigramChart.Draw(run);

    /// <inheritdoc/>
    public IReadOnlyList<string> DrawCurves(IReadOnlyList<LossCurve> curves, IReadOnlyList<string> paths, Action<string> warned) =>
        RunCurves.Draw(curves, paths, warned);

    /// <inheritdoc/>
    public void DrawStudy(string folder, Sweep sweep, ImmutableArray<Trial> trials, RunnerOptions options, Action<string> warned) =>
        StudyCharts.Draw(folder, StudyChartData.Of(sweep, trials, options), warned);
}
