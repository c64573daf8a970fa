using Makemore.Cli.Progress;
using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Display;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Sqlite;

namespace Makemore.Cli.Commands;

/// <summary>What a call of <c>sweep</c> asks for.</summary>
/// <param name="Show">What is shown; null runs the sweep.</param>
/// <param name="Parallel">The trials at a time; null is one for each core.</param>
/// <param name="WithSpec">Whether the spec of the best point is shown instead of its figures.</param>
/// <param name="RetriesFailed">Whether failed trials are made again.</param>
/// <param name="Continues">Whether a changed sweep goes on with its last study.</param>
/// <param name="Ledger">The file of the ledger; null is the project's.</param>
internal sealed record SweepRequest(
    StudyPart? Show, int? Parallel, bool WithSpec, bool RetriesFailed, bool Continues, string? Ledger);

/// <summary>What is shown of a study.</summary>
internal enum StudyPart
{
    /// <summary>Every trial, the best first.</summary>
    Table,

    /// <summary>The best trial.</summary>
    Best,

    /// <summary>Every trial as comma-separated values.</summary>
    Csv,
}

/// <summary>Runs the trials of a sweep, or shows what has come of them.</summary>
internal static class SweepCommand
{
    /// <summary>Lists the sweeps of the project.</summary>
    public static Report List(Invocation invocation, string? ledger)
    {
        var path = LedgerPath(invocation, ledger);
        using var studies = File.Exists(path) ? SqliteLedger.Open(path) : null;
        return new SweepsReport([.. invocation.Sweeps.Select(sweep =>
        {
            var last = studies?.Studies(sweep.Name) is { Length: > 0 } all ? all[^1] : null;
            return SweepRow.Of(sweep, last is null ? [] : studies!.Trials(last));
        })]);
    }

    /// <summary>Does what is asked for.</summary>
    public static Report Run(Invocation invocation, string name, SweepRequest request)
    {
        var sweep = Find(invocation.Sweeps, name);
        var path = LedgerPath(invocation, request.Ledger);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var ledger = SqliteLedger.Open(path);
        if (request.Show is { } part)
        {
            return Show(invocation, sweep, ledger, part, request.WithSpec);
        }

        var study = Open(invocation, sweep, ledger, request.Continues);
        var runner = new StudyRunner(sweep, study, ledger, invocation.SweepOptions, IStudyObserver.Silent);
        if (request.RetriesFailed)
        {
            runner.Retry();
        }

        invocation.Kept.Keep($"Interrupted. Every trial of {sweep.Name} is kept as far as it has come: the same command goes on from there.");
        StudyProgress.Show(invocation.Terminal, sweep, ledger.Trials(study), observer =>
            new StudyRunner(sweep, study, ledger, invocation.SweepOptions, observer)
                .Run(request.Parallel ?? Environment.ProcessorCount, invocation.Surroundings.Cancellation));
        var trials = ledger.Trials(study);
        var folder = StudyFolder(invocation, study);
        invocation.Charts.DrawStudy(folder, sweep, trials, invocation.SweepOptions, invocation.Terminal.Warn);
        return StudyReport.Of(sweep, study, trials, folder);
    }

    private static Report Show(Invocation invocation, Sweep sweep, SqliteLedger ledger, StudyPart part, bool withSpec)
    {
        var study = RequireLast(sweep, ledger);
        var trials = ledger.Trials(study);
        var report = StudyReport.Of(sweep, study, trials, StudyFolder(invocation, study));
        return part switch
        {
            StudyPart.Table => report with { ShowsAll = true },
            StudyPart.Csv => new StudyCsvReport(report),
            _ when report.Best is null => throw new MakemoreException(
                $"No trial of '{sweep.Name}' is finished. `sweep {sweep.Name}` goes on with it.")
            {
                ExitCode = 1,
            },
            _ when withSpec => SpecOfBest(invocation, sweep, study, trials[report.Best.Number], report),
            _ => new BestReport(report.Name, report.Study, report.Metric, report.Best),
        };
    }

    // What the experiment itself promises is not what this point came to.
    private static BestSpecReport SpecOfBest(Invocation invocation, Sweep sweep, StudyRecord study, Trial best, StudyReport report)
    {
        var plan = TrialPlans.Of(sweep, best.Point, invocation.SweepOptions)[0];
        var description = $"The best of {report.Finished} finished trials of {sweep.Name}: {report.Metric} {Figures.Loss(report.Best!.Objective)}";
        return new(
            sweep.Name, study.Identity.Hash, best.Number,
            (plan with { Spec = plan.Spec with { Description = description, Expect = [] } }).ToYaml());
    }

    /// <summary>The study of a sweep that was opened last.</summary>
    /// <exception cref="MakemoreException">There is none.</exception>
    public static StudyRecord RequireLast(Sweep sweep, ILedger ledger) => Last(sweep, ledger) ?? throw new MakemoreException(
        $"The sweep '{sweep.Name}' has not been run. `sweep {sweep.Name}` runs it.");

    private static StudyRecord? Last(Sweep sweep, ILedger ledger) => ledger.Studies(sweep.Name) is { Length: > 0 } all ? all[^1] : null;

    private static StudyRecord Open(Invocation invocation, Sweep sweep, SqliteLedger ledger, bool continues)
    {
        var identity = StudyIdentities.Of(sweep, invocation.SweepOptions);
        if (Last(sweep, ledger) is not { } last || last.Identity.Hash == identity.Hash
            || ledger.Studies(sweep.Name).Any(study => study.Identity.Hash == identity.Hash))
        {
            return ledger.Open(identity);
        }

        var changes = last.Identity.ChangesTo(identity)
            .Select(change => $"  {change.Key}: {change.From ?? "(nothing)"} -> {change.To ?? "(nothing)"}");
        invocation.Terminal.Warn(
            $"{sweep.Name} has changed since its last study, {last.Identity.Hash}:\n{string.Join('\n', changes)}\n" +
            (continues ? "It goes on with that study, as --continue asks." : "A new study begins; --continue would go on with the last one."));
        return continues ? last : ledger.Open(identity);
    }

    /// <summary>The one sweep of a name.</summary>
    /// <exception cref="MakemoreException">There is none, or the pattern names several.</exception>
    public static Sweep Find(IReadOnlyList<Sweep> sweeps, string name)
    {
        var wanted = sweeps.Where(sweep => Format.Glob.IsMatch(name, sweep.Name)).ToArray();
        return wanted switch
        {
            [var only] => only,
            [] when sweeps.FirstOrDefault(sweep => sweep.Name.EndsWith('/' + name, StringComparison.Ordinal)) is { } other => other,
            [] => throw new MakemoreException($"There is no sweep '{name}'.{Suggest(sweeps, name)} "
                + (sweeps.Count == 0 ? "The project has none: write one, such as sweeps/size.yaml." : "`sweep` shows all of them.")),
            _ => throw new MakemoreException($"'{name}' names {wanted.Length} sweeps, but this command takes one."),
        };
    }

    // Who leaves out the folder may misspell the rest.
    private static string Suggest(IReadOnlyList<Sweep> sweeps, string name)
    {
        var closest = Format.Suggestions.Closest(name, sweeps.Select(sweep => sweep.Name)) is { } whole
            ? whole
            : sweeps.FirstOrDefault(sweep => Format.Suggestions.Closest(name, [sweep.Name.Split('/')[^1]]) is not null)?.Name;
        return closest is null ? "" : $" Did you mean '{closest}'?";
    }

    /// <summary>The file of a ledger; the project's where none is named.</summary>
    public static string LedgerPath(Invocation invocation, string? ledger) => ledger is null
        ? Path.Combine(invocation.Folders.Runs, "ledger.db")
        : Path.GetFullPath(ledger, invocation.Surroundings.CurrentFolder);

    /// <summary>The folder of what is drawn of a study.</summary>
    public static string StudyFolder(Invocation invocation, StudyRecord study) =>
        Path.Combine(invocation.Folders.Runs, study.Identity.Sweep, study.Identity.Hash);
}
