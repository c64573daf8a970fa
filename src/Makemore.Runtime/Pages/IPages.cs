using System.Collections.Immutable;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Pages;

/// <summary>
/// Writes what there is to see of runs and sweeps as HTML, each page in one text that needs no other file and no network. It is a
/// contract as that of charts is: the command line knows what pages are about, and Makemore.Pages how they look.
/// </summary>
public interface IPages
{
    /// <summary>The page of a run, whatever it has come to; its model is opened where it is trained.</summary>
    /// <param name="project">The project of the run.</param>
    /// <param name="run">The folder of the run.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MakemoreException">A file of the run is damaged.</exception>
    string OfRun(PageProject project, RunFolder run, CancellationToken cancellation);

    /// <summary>A page on which runs are compared; no model is opened for it.</summary>
    /// <param name="project">The project of the runs.</param>
    /// <param name="runs">The folders of the runs, two or more.</param>
    /// <exception cref="MakemoreException">A file of a run is damaged.</exception>
    string OfRuns(PageProject project, IReadOnlyList<RunFolder> runs);

    /// <summary>The page of a study of a sweep.</summary>
    /// <param name="project">The project of the sweep.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="study">The hash of the study.</param>
    /// <param name="trials">Its trials by number.</param>
    string OfStudy(PageProject project, Sweep sweep, string study, ImmutableArray<Trial> trials);
}
