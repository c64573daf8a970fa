using System.Collections.Immutable;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Charts;

/// <summary>
/// Draws what was counted, trained and tried. It is a contract, since what draws is larger than everything else together: a
/// project that wants no pictures leaves Makemore.Charts out.
/// </summary>
public interface ICharts
{
    /// <summary>Draws the counts of a run into its folder, where they are few enough for a picture.</summary>
    /// <exception cref="MakemoreException">The folder cannot be written to, or the disk is full.</exception>
    void DrawCounts(CountedNgrams run);

    /// <summary>Draws the curves of several runs in one plot.</summary>
    /// <param name="curves">The curves; a model that was counted has none.</param>
    /// <param name="paths">The files, as their endings say (<see cref="ChartEndings"/>); their folder is made where it is missing.</param>
    /// <param name="warned">Is told why nothing is drawn.</param>
    /// <returns>The files that were written; none where no run has a curve.</returns>
    /// <exception cref="MakemoreException">A file cannot be written, or the disk is full.</exception>
    IReadOnlyList<string> DrawCurves(IReadOnlyList<LossCurve> curves, IReadOnlyList<string> paths, Action<string> warned);

    /// <summary>Draws what the trials of a sweep tell together, as far as there are enough of them.</summary>
    /// <param name="folder">The folder of the charts; it is made where it is missing.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trials">Its trials by number.</param>
    /// <param name="options">Where their runs are.</param>
    /// <param name="warned">Is told why nothing is drawn.</param>
    /// <exception cref="MakemoreException">The folder cannot be written to, or the disk is full.</exception>
    void DrawStudy(string folder, Sweep sweep, ImmutableArray<Trial> trials, RunnerOptions options, Action<string> warned);
}
