using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Makemore.Runtime.Data;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Sqlite;

namespace Makemore.Benchmarks;

/// <summary>How much sooner a sweep over n-grams is done with two trials at a time than with one, in pairs.</summary>
internal static class SweepBenchmark
{
    private const int Pairs = 9;
    private const double Limit = 1.8;

    /// <summary>Prints the ratios; false where their median is below the limit.</summary>
    public static bool Run(TextWriter output)
    {
        var data = new CorpusCache();
        Time(2, data);
        var ratios = Enumerable.Range(0, Pairs).Select(_ => Time(1, data) / Time(2, data)).Order().ToArray();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"sweep      two trials at a time: {ratios[Pairs / 2]:0.00} times as fast as one (from {ratios[0]:0.00} to {ratios[^1]:0.00}), limit {Limit:0.0}"));
        return ratios[Pairs / 2] >= Limit;
    }

    // The data are there before, as they soon are in any sweep.
    private static double Time(int workers, CorpusCache data)
    {
        var folder = Directory.CreateTempSubdirectory("makemore-sweep-");
        try
        {
            var sweep = new NgramSweep();
            var options = new RunnerOptions(folder.FullName, DataOptions.FromEnvironment(".")) { Corpora = data };
            using var ledger = SqliteLedger.Open(Path.Combine(folder.FullName, "ledger.db"));
            var runner = new StudyRunner(sweep, ledger.Open(StudyIdentities.Of(sweep, options)), ledger, options, IStudyObserver.Silent);
            var clock = Stopwatch.StartNew();
            runner.Run(workers, CancellationToken.None);
            return clock.Elapsed.TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class NgramSweep : Sweep
    {
        public override SweepSpec Spec { get; } = new() { Name = "sweeps/ngrams" };

        public override SearchSpace Space { get; } = new(
        [
            new("context", new AxisDomain.Integers(2, 5, IsLogarithmic: false)),
            new("smoothing.type", new AxisDomain.Listed(["kneser-ney", "modified-kneser-ney", "witten-bell", "katz", "absolute-discounting"])),
            new("split.seed", new AxisDomain.Listed(["42", "43", "44"])),
        ]);

        public override ImmutableArray<SweptNetwork> Networks { get; } = [new(Makemore.Experiments.Experiments.NgramKneserNey6)];
    }
}
