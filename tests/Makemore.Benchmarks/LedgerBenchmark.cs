using System.Diagnostics;
using System.Globalization;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Sqlite;

namespace Makemore.Benchmarks;

/// <summary>
/// What a ledger costs: trials of an instant objective, each claimed, measured once, its run kept, released; by one process,
/// and by two processes over one study.
/// </summary>
internal static class LedgerBenchmark
{
    /// <summary>The word that starts this program as the worker of a study: then the file.</summary>
    public const string WorkerArgument = "ledger-worker";

    private const int Trials = 10_000;
    private const double Limit = 2;

    private static readonly StudyIdentity Identity = new("sweeps/instant", "0123456789ab", []);

    /// <summary>Prints the milliseconds of a trial; false where they are above the limit.</summary>
    public static bool Run(TextWriter output)
    {
        var one = Measure(1, output);
        var two = Measure(2, output);
        return one < Limit && two < Limit;
    }

    /// <summary>Works on the study of a file until it is done.</summary>
    public static void Work(string path)
    {
        using var ledger = SqliteLedger.Open(path);
        var study = ledger.Open(Identity);
        var worker = Worker.Here(0);
        while (ledger.Claim(study, worker, Choose) is { } trial)
        {
            ledger.Report(study, trial.Number, worker, new(1000, trial.Number), _ => null);
            ledger.Add(study, trial.Number, worker, new(1, "0123456789ab", trial.Number, new(1, 2, 3), 1, 1, 0));
            ledger.Release(study, trial.Number, worker, new(TrialState.Finished, trial.Number));
        }

        static Claim Choose(StudyView view) => view.Trials.Length < Trials
            ? new Claim.Begin(SweepPoint.Empty.With("training.steps", (long)view.Trials.Length))
            : new Claim.Done();
    }

    private static double Measure(int processes, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("makemore-ledger-");
        try
        {
            var path = Path.Combine(folder.FullName, "ledger.db");
            var clock = Stopwatch.StartNew();
            var workers = Enumerable.Range(0, processes).Select(_ => Start(path)).ToArray();
            foreach (var worker in workers)
            {
                worker.WaitForExit();
                worker.Dispose();
            }

            var each = clock.Elapsed.TotalMilliseconds / Trials;
            using var ledger = SqliteLedger.Open(path);
            var trials = ledger.Trials(ledger.Open(Identity));
            var shares = trials.GroupBy(trial => trial.Worker.Process).Select(group => group.Count().ToString("N0", CultureInfo.InvariantCulture));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"ledger     {processes} process{(processes == 1 ? "" : "es")}: {trials.Count(trial => trial.State == TrialState.Finished):N0} trials ({string.Join(" + ", shares)}), {each:0.000} ms each, limit {Limit:0.0}"));
            return trials.Count(trial => trial.State == TrialState.Finished) == Trials ? each : double.PositiveInfinity;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string path) =>
        Process.Start(Environment.ProcessPath!, [.. Arguments(), WorkerArgument, path])!;

    // Started by the host of .NET, the program is its first argument.
    private static string[] Arguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
