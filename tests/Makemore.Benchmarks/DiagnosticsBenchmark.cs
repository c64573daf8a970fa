using System.Globalization;
using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Specs;

namespace Makemore.Benchmarks;

/// <summary>Lecture 3's training that is looked into every 1,000 steps and writes down what it sees, against one that is not.</summary>
internal static class DiagnosticsBenchmark
{
    private const double MostRatio = 1.02;

    /// <summary>Prints the ratio; false where it is beyond the limit.</summary>
    public static bool Run(TextWriter output)
    {
        var file = Path.Combine(Path.GetTempPath(), $"makemore-diagnostics-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.jsonl");
        try
        {
            using var log = DiagnosticsLog.Continue(file, LogMark.Empty);
            var part3 = StepCase.All.Single(step => step.Name == "part3");
            // A call is what lies between two looks.
            var result = new PairedBenchmark("diagnostics, part3", "1,000 steps", Block(part3, log), Block(part3, null)) { Pairs = 40, Calls = 5 }.Run();
            output.WriteLine(result);
            return result.MedianRatio <= MostRatio;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Action Block(StepCase step, DiagnosticsLog? log)
    {
        var batches = step.Draw();
        var model = (IObservableModel)step.Create("simd");
        ((IParallelModel)model).Threads = 1;
        return () =>
        {
            for (var index = 0; index < DiagnosticsSpec.Usual; index++)
            {
                var batch = batches[index % batches.Count] with { };
                if (index > 0 || log is null)
                {
                    model.Step(batch, StepCase.Rate, wantsLoss: true);
                }
                else
                {
                    var observed = model.Observe(batch, StepCase.Rate);
                    log.Append(new Observation(index, observed.Loss.Loss, StepCase.Rate, step.Vocabulary, observed.Layers, observed.Parameters));
                }
            }
        };
    }
}
