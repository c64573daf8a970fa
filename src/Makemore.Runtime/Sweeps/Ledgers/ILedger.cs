using System.Collections.Immutable;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Ledgers;

/// <summary>
/// Where sweeps keep their trials, so that any number of workers may share them and none is lost or done twice. A ledger
/// only keeps: which point comes next is decided by whoever claims, inside of the claim.
/// </summary>
/// <remarks>
/// All members may be called from several threads at once. A call that returns has reached what survives the end of the
/// process.
/// </remarks>
public interface ILedger : IDisposable
{
    /// <summary>The studies of a sweep, the oldest first.</summary>
    /// <exception cref="MakemoreException">The ledger cannot be read.</exception>
    ImmutableArray<StudyRecord> Studies(string sweep);

    /// <summary>Finds the study of an identity, or begins it.</summary>
    /// <param name="identity">What the study is.</param>
    StudyRecord Open(StudyIdentity identity);

    /// <summary>Every trial of a study, by number.</summary>
    /// <param name="study">The study.</param>
    ImmutableArray<Trial> Trials(StudyRecord study);

    /// <summary>
    /// Takes a trial for a worker. Nobody else claims between what <paramref name="choose"/> sees and what it decides.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="worker">Who claims.</param>
    /// <param name="choose">Sees all trials by number, and who is still alive; says what to take up.</param>
    /// <returns>The trial, which is running now and the worker's; null where there is nothing to take.</returns>
    Trial? Claim(StudyRecord study, Worker worker, Func<StudyView, Claim> choose);

    /// <summary>
    /// Keeps what a trial was measured at on the way, and what follows from it, both or neither; the same step again changes
    /// nothing.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="trial">The number of the trial.</param>
    /// <param name="worker">Who has it.</param>
    /// <param name="report">What was measured.</param>
    /// <param name="decide">Sees all trials with the report; says how the trial ends, or null where it goes on.</param>
    /// <returns>Whether the trial is still the worker's, and goes on.</returns>
    bool Report(StudyRecord study, int trial, Worker worker, TrialReport report, Func<StudyView, TrialEnding?> decide);

    /// <summary>Keeps a finished run of a trial; the same seed again changes nothing.</summary>
    /// <returns>Whether the trial is still the worker's.</returns>
    bool Add(StudyRecord study, int trial, Worker worker, TrialRun run);

    /// <summary>Lets go of a trial in another state than <see cref="TrialState.Running"/>.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trial">The number of the trial.</param>
    /// <param name="worker">Who has it.</param>
    /// <param name="ending">What has become of it.</param>
    /// <returns>Whether the trial was still the worker's.</returns>
    bool Release(StudyRecord study, int trial, Worker worker, TrialEnding ending);

    /// <summary>Opens failed trials of a study again, so that they are taken up before new ones.</summary>
    /// <returns>How many there were.</returns>
    int Retry(StudyRecord study);

    /// <summary>Says that a worker is alive. Who has not said so for a while is taken for dead.</summary>
    void Beat(Worker worker);
}

/// <summary>What a study is: another value of any of these makes it another study.</summary>
/// <param name="Sweep">The name of the sweep.</param>
/// <param name="Hash">A hash over what decides on points, losses and pruning.</param>
/// <param name="Settings">All that the hash is over, by key, so that two studies can be told apart in words.</param>
public sealed record StudyIdentity(string Sweep, string Hash, NamedValues<string> Settings);

/// <summary>A study as the ledger knows it.</summary>
/// <param name="Id">Its number in the ledger.</param>
/// <param name="Identity">What it is.</param>
/// <param name="Begun">When it was begun.</param>
public sealed record StudyRecord(long Id, StudyIdentity Identity, DateTimeOffset Begun);

/// <summary>A study at a moment.</summary>
/// <param name="Trials">All trials by number.</param>
/// <param name="IsAlive">Whether a worker is still there: its heart beats, and on this machine its process runs.</param>
public sealed record StudyView(ImmutableArray<Trial> Trials, Func<Worker, bool> IsAlive);

/// <summary>What to do next.</summary>
public abstract record Claim
{
    private Claim()
    {
    }

    /// <summary>A new trial with the next number.</summary>
    public sealed record Begin(Spaces.SweepPoint Point) : Claim;

    /// <summary>A trial that waits, or whose worker has died.</summary>
    public sealed record Resume(int Trial) : Claim;

    /// <summary>Nothing now, but what others do may bring something.</summary>
    public sealed record Wait : Claim;

    /// <summary>Nothing, and there will be nothing; what waits is given up.</summary>
    public sealed record Done : Claim;
}

/// <summary>What has become of a trial.</summary>
/// <param name="State">Its state from now on.</param>
/// <param name="Objective">The objective of a finished one.</param>
/// <param name="Error">What went wrong with a failed one, in a sentence.</param>
public sealed record TrialEnding(TrialState State, double? Objective = null, string? Error = null);
