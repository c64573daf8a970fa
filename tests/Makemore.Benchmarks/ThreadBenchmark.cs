using System.Globalization;

namespace Makemore.Benchmarks;

/// <summary>A step of training of the simd backend on two threads, against one.</summary>
internal static class ThreadBenchmark
{
    private static readonly string[] Names = ["gru", "mlp", "transformer", "nanogpt"];

    /// <summary>Runs it.</summary>
    public static bool Run(TextWriter output)
    {
        output.WriteLine("step              one us     two us   one / two, median of pairs");
        foreach (var step in StepCase.All.Where(step => Names.Contains(step.Label)))
        {
            var batches = step.Draw();
            var rounds = StepRounds.Run(StepRounds.Of(step.Step("simd", batches)), StepRounds.Of(step.Step("simd", batches, threads: 2)));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{step.Name,-13} {StepRounds.Median(rounds, round => round[0]),10:0.0} {StepRounds.Median(rounds, round => round[1]),10:0.0} {StepRounds.Median(rounds, round => round[0] / round[1]),11:0.00}"));
        }

        return true;
    }
}
