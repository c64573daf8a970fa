using System.Runtime.ExceptionServices;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Pruning;
using Makemore.Runtime.Sweeps.Search;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Studies;

/// <summary>
/// Runs the trials of a study on threads of this process. Any number of processes, here or elsewhere, may do so at once; all
/// that they share is the ledger and the folder of the runs.
/// </summary>
/// <param name="sweep">The sweep.</param>
/// <param name="study">The study in the ledger.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="options">Where runs and data are; a cache of data is shared by all trials.</param>
/// <param name="observer">Looks on.</param>
public sealed class StudyRunner(Sweep sweep, StudyRecord study, ILedger ledger, RunnerOptions options, IStudyObserver observer)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    // A trial has a core of its own, whatever the number of workers: so trials take the same time beside each other as alone.
    private readonly RunnerOptions singleThreaded = options with { Threads = 1 };
    private readonly IPruner pruner = Pruners.Of(sweep.Spec);
    private readonly ISearch search = Searches.Of(sweep.Spec, sweep.Space);

    /// <summary>Works until nothing is left to do, here or elsewhere.</summary>
    /// <param name="workers">The number of trials at a time.</param>
    /// <param name="cancellation">Stops the work; every trial keeps what it has come to.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    /// <exception cref="MakemoreException">The data of an experiment cannot be had.</exception>
    public void Run(int workers, CancellationToken cancellation)
    {
        // Data that cannot be had would fail every trial in turn.
        foreach (var network in sweep.Networks.DistinctBy(network => (network.Experiment.Spec.Dataset, network.Experiment.Spec.Tokenizer)))
        {
            RunInput.LoadCorpus(network.Experiment.Spec, options, tokenizer: null, cancellation);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var own = Enumerable.Range(0, workers).Select(Worker.Here).ToArray();
        Exception? failure = null;
        var heart = new Pulse(TimeSpan.Zero, Heartbeat, Beat);
        var threads = own.Select(worker => new Thread(() => Work(worker)) { Name = $"trial {worker.Slot}", IsBackground = true }).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        // A beat that has begun comes to its end before the ledger is closed.
        heart.Dispose();

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        cancellation.ThrowIfCancellationRequested();

        void Work(Worker worker)
        {
            try
            {
                while (Next(worker, stop.Token))
                {
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Said once, when all have stopped.
            }
            catch (Exception error)
            {
                Fail(error);
            }
        }

        void Beat()
        {
            try
            {
                foreach (var worker in own)
                {
                    ledger.Beat(worker);
                }
            }
            catch (LedgerException error)
            {
                Fail(error);
            }
        }

        void Fail(Exception error)
        {
            Interlocked.CompareExchange(ref failure, error, null);
            try
            {
                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // Everybody has stopped already.
            }
        }
    }

    /// <summary>Opens the failed trials again, so that the next run of the study takes them up.</summary>
    /// <returns>How many there were.</returns>
    public int Retry()
    {
        foreach (var plan in ledger.Trials(study).Where(trial => trial.State == TrialState.Failed).SelectMany(PlansOf))
        {
            // What the run remembers of its failure would fail it at once.
            File.Delete(RunFolder.Of(plan, options).Failure);
        }

        return ledger.Retry(study);
    }

    private IEnumerable<RunPlan> PlansOf(Trial trial)
    {
        try
        {
            return TrialPlans.Of(sweep, trial.Point, options);
        }
        catch (MakemoreException)
        {
            // A point that does not fit has no run.
            return [];
        }
    }

    private int? MostTrials => sweep.Spec.Trials > 0 ? sweep.Spec.Trials : null;

    // False where the study is at its end.
    private bool Next(Worker worker, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Claim? decision = null;
        var trial = ledger.Claim(study, worker, view => decision = new TrialChoice(search, pruner, MostTrials).Next(view));
        if (trial is not null)
        {
            new TrialWork(sweep, study, ledger, pruner, singleThreaded, observer).Do(trial, cancellation);
        }
        else if (decision is Claim.Wait)
        {
            cancellation.WaitHandle.WaitOne(Pause);
        }

        return decision is not Claim.Done;
    }
}
