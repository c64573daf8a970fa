using System.Collections.Immutable;
using System.Globalization;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Tests.Runs;
using Makemore.Sqlite;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Studies;

/// <summary>A study of a sweep in a folder of its own.</summary>
internal sealed class TestStudy(Sweep sweep) : IDisposable
{
    private readonly TestRuns runs = new();

    public RunnerOptions Options => runs.Options;

    public string LedgerPath => Path.Combine(runs.Options.RunsFolder, "ledger.db");

    /// <summary>Runs the study, or goes on with it.</summary>
    public void Run(int workers = 1, IStudyObserver? observer = null, CancellationToken? cancellation = null) =>
        Run(sweep, Options, workers, observer ?? IStudyObserver.Silent, cancellation ?? TestContext.Current.CancellationToken);

    public static void Run(Sweep sweep, RunnerOptions options, int workers, IStudyObserver observer, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.RunsFolder);
        using var ledger = SqliteLedger.Open(Path.Combine(options.RunsFolder, "ledger.db"));
        var study = ledger.Open(StudyIdentities.Of(sweep, options));
        new StudyRunner(sweep, study, ledger, options, observer).Run(workers, cancellation);
    }

    /// <summary>The trials by number.</summary>
    public ImmutableArray<Trial> Trials()
    {
        using var ledger = SqliteLedger.Open(LedgerPath);
        return ledger.Studies(sweep.Name) is [.., var last] ? ledger.Trials(last) : [];
    }

    /// <summary>What the trials came to, without times and places: points, states, reports, objectives, runs.</summary>
    public ImmutableArray<string> Outcome() =>
    [
        .. Trials().Select(trial => string.Create(
            CultureInfo.InvariantCulture,
            $"{trial.Number} {trial.State} {trial.Point} reports [{string.Join(", ", trial.Reports.Select(report => string.Create(CultureInfo.InvariantCulture, $"{report.Step}: {report.Value:R}")))}] " +
            $"objective {trial.Objective:R} runs [{string.Join(", ", trial.Runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Seed} {run.Hash} {run.Losses.Test:R}")))}] {trial.Error}")),
    ];

    public void Dispose() => runs.Dispose();
}
