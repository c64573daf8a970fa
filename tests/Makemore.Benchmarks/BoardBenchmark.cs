using System.Diagnostics;
using Makemore.Board.Reading;
using Makemore.Browser.Tests.Boards;
using Makemore.Runtime.Boards;
using Makemore.Runtime.Data;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;

namespace Makemore.Benchmarks;

/// <summary>What an update of the board costs before a browser draws it; the tests in a browser print the whole of it.</summary>
internal static class BoardBenchmark
{
    private const int Rounds = 50;
    private const double Limit = 100;

    /// <summary>Prints the milliseconds; false where they are above the limit.</summary>
    public static bool Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("makemore-board-").FullName;
        try
        {
            var options = new RunnerOptions(folder, DataOptions.FromEnvironment(folder));
            var steps = Overrides.Apply(RunPlan.Of(Experiments.All.Single(experiment => experiment.Name == "Steps/simd/bigram")), [("training.steps", "10")]);
            var plan = steps with { Spec = steps.Spec with { Dataset = new() { Name = "given-names" } } };
            Runner.Run(plan, options, ITrainingObserver.Silent, CancellationToken.None);
            using var many = new ManyRuns(folder, RunFolder.Of(plan, options), 1000, 10);
            var clock = Stopwatch.StartNew();
            using var reader = new BoardReader(new BoardProject(Experiments.All, [], options, Path.Combine(folder, "ledger.db")));
            var first = clock.Elapsed.TotalMilliseconds;
            Thread.Sleep(2500);
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                many.Advance();
                clock.Restart();
                reader.Look();
                times.Add(clock.Elapsed.TotalMilliseconds);
            }

            times.Sort();
            output.WriteLine(FormattableString.Invariant(
                $"board  1,000 finished runs and 10 live ones: first look {first:0} ms, an update {times[Rounds / 2]:0.0} ms (at most {times[^1]:0.0})"));
            return times[Rounds / 2] < Limit;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
