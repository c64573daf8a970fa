using System.Collections.Immutable;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Pruning;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Sweeps.Studies;

/// <summary>
/// The work on one trial: its runs, from wherever they are, to the end or to the rung where the trial has to wait. All that
/// is kept of it is in the ledger and in the folders of the runs.
/// </summary>
internal sealed class TrialWork(Sweep sweep, StudyRecord study, ILedger ledger, IPruner pruner, RunnerOptions options, IStudyObserver observer)
{
    /// <summary>Works on a trial until it ends in one way or another.</summary>
    /// <param name="trial">The trial, which is the worker's.</param>
    /// <param name="cancellation">Stops the work; what was done is kept.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public void Do(Trial trial, CancellationToken cancellation)
    {
        observer.Began(trial);
        TrialEnding? ending;
        try
        {
            ending = Advance(trial, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            End(trial, new(TrialState.Interrupted));
            throw;
        }
        catch (RunStoppedException)
        {
            // Somebody has seen enough of it: interrupted, it would be taken up again at once.
            ending = new(TrialState.Failed, Error: "It was stopped from outside; what it has come to is kept.");
        }
        catch (Exception error) when (error is not LedgerException)
        {
            // A trial that diverges, or does not fit into memory, is one row of the study and not its end.
            ending = new(TrialState.Failed, Error: Failure.Sentence(error));
        }

        if (ending is not null)
        {
            End(trial, ending);
        }
    }

    // Null where the ledger knows already how it ended, or where the trial has become somebody else's.
    private TrialEnding? Advance(Trial trial, CancellationToken cancellation)
    {
        var plans = TrialPlans.Of(sweep, trial.Point, options);
        var passed = trial.Step;
        ImmutableArray<long> rungs = [.. pruner.Rungs(trial.Number, TrialPlans.StepsOf(plans[0])).Where(step => step > passed)];
        if (plans.Length > 1)
        {
            foreach (var rung in rungs)
            {
                var values = plans.Select(plan => MeasuredAt(plan, rung) ?? RunTo(trial, plan, rung, cancellation)).ToArray();
                if (!Report(trial, new(rung, values.Average())))
                {
                    return null;
                }
            }
        }

        var runs = new List<TrialRun>();
        foreach (var plan in plans)
        {
            var result = Run(trial, plan, plans.Length > 1 ? [] : rungs, report => Report(trial, report), cancellation);
            if (result is null)
            {
                return null;
            }

            var objective = Objectives.Of(result, sweep.Spec.Objective.Metric) ?? throw new MakemoreException(
                $"The run has no {SettingText.Of(sweep.Spec.Objective.Metric)}: its split is empty, or the model only scores.");
            var run = new TrialRun(
                plan.Spec.Training.Seed, result.Hash, objective, result.Losses, result.Parameters, result.Steps, result.Seconds);
            runs.Add(run);
            if (!ledger.Add(study, trial.Number, trial.Worker, run))
            {
                return null;
            }
        }

        return new(TrialState.Finished, runs.Average(run => run.Objective));
    }

    private void End(Trial trial, TrialEnding ending)
    {
        if (ledger.Release(study, trial.Number, trial.Worker, ending))
        {
            observer.Ended(trial, ending.State, ending.Objective, ending.Error);
        }
    }

    private bool Report(Trial trial, TrialReport report)
    {
        TrialEnding? ending = null;
        var goesOn = ledger.Report(study, trial.Number, trial.Worker, report, view => ending =
            pruner.Decide(view.Trials[trial.Number], view.Trials) switch
            {
                PruningDecision.Wait => new(TrialState.Waiting),
                PruningDecision.GiveUp => new(TrialState.Pruned),
                _ => null,
            });
        if (ending is not null)
        {
            observer.Ended(trial, ending.State, report.Value, null);
        }

        return goesOn;
    }

    // A run that was measured there before it was stopped need not go there again.
    private double? MeasuredAt(RunPlan plan, long step) => MetricsLog.Read(RunFolder.Of(plan, options).Metrics)
        .Where(metric => metric.Split == Metric.Dev && metric.Step == step)
        .Select(metric => (double?)metric.Loss).LastOrDefault();

    private double RunTo(Trial trial, RunPlan plan, long rung, CancellationToken cancellation)
    {
        double? value = null;
        Run(trial, plan, [rung], report => (value = report.Value) is null, cancellation);
        return value ?? double.PositiveInfinity;
    }

    // Null where it was stopped at a rung, from which it can go on later.
    private RunResult? Run(
        Trial trial, RunPlan plan, ImmutableArray<long> rungs, Func<TrialReport, bool> goesOn, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = new RungWatch(trial, rungs, goesOn, stop, observer);
        try
        {
            var result = Runner.Run(plan, options, watch, stop.Token);
            return watch.Failure is null ? result : throw watch.Failure;
        }
        catch (OperationCanceledException) when (watch.IsStopped && !cancellation.IsCancellationRequested)
        {
            return watch.Failure is null ? null : throw watch.Failure;
        }
    }

    /// <summary>Passes on what happens in a run, and asks at each rung whether it goes on.</summary>
    private sealed class RungWatch(
        Trial trial, ImmutableArray<long> rungs, Func<TrialReport, bool> goesOn, CancellationTokenSource stop, IStudyObserver observer)
        : ITrainingObserver
    {
        public bool IsStopped { get; private set; }

        public Exception? Failure { get; private set; }

        public void Entered(TrainingPhase phase) => observer.Entered(trial, phase);

        public void Stepped(in TrainingProgress progress) => observer.Stepped(trial, progress);

        public void Warned(string message) => observer.Warned(trial, message);

        public void Measured(Metric metric)
        {
            observer.Measured(trial, metric);
            if (metric.Split == Metric.Dev && rungs.Contains(metric.Step) && !IsStopped && !GoesOn(new(metric.Step, metric.Loss)))
            {
                IsStopped = true;
                stop.Cancel();
            }
        }

        // What the ledger cannot keep ends the run, which saves itself first.
        private bool GoesOn(TrialReport report)
        {
            try
            {
                return goesOn(report);
            }
            catch (LedgerException error)
            {
                Failure = error;
                return false;
            }
        }
    }
}
