using System.Net;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps;

namespace Makemore.Runtime.Boards;

/// <summary>
/// Shows all runs and sweeps of a project in a browser, while they go on. It is a contract, since what serves needs ASP.NET: a
/// project that wants no board leaves Makemore.Board out.
/// </summary>
public interface IBoard
{
    /// <summary>Serves until it is cancelled.</summary>
    /// <param name="project">What is shown.</param>
    /// <param name="endpoint">Where it is served.</param>
    /// <param name="opened">Is told the address with its token, once it can be opened.</param>
    /// <param name="cancellation">Ends it; that is no failure.</param>
    /// <exception cref="MakemoreException">The port is taken, or the address is none of this machine.</exception>
    void Serve(BoardProject project, BoardEndpoint endpoint, Action<Uri> opened, CancellationToken cancellation);
}

/// <summary>What a board shows.</summary>
/// <param name="Experiments">All experiments of the project.</param>
/// <param name="Sweeps">All sweeps of the project.</param>
/// <param name="Options">Where runs and data are.</param>
/// <param name="Ledger">The file of the ledger that the sweeps share; it need not be there.</param>
public sealed record BoardProject(
    IReadOnlyList<Experiment> Experiments, IReadOnlyList<Sweep> Sweeps, RunnerOptions Options, string Ledger)
{
    /// <summary>
    /// Makes the report of a run, one HTML file, and gives its path; null where nothing makes reports. One that is in the folder
    /// of the run already is shown either way.
    /// </summary>
    public Func<RunFolder, string?>? MakeReport { get; init; }
}

/// <summary>Where a board is served.</summary>
/// <param name="Address">The address of the interface; that of this machine alone unless another was asked for.</param>
/// <param name="Port">The port; 0 for a free one, null for <see cref="UsualPort"/> or a free one where that is taken.</param>
public sealed record BoardEndpoint(IPAddress Address, int? Port)
{
    /// <summary>The port of a board where none is asked for, so that its address stays the same from day to day.</summary>
    public const int UsualPort = 6060;
}
