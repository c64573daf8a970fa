using System.Globalization;
using Makemore.Torch.Native;
using TorchSharp;

namespace Makemore.Benchmarks;

/// <summary>
/// A step of training on one thread, as the simd backend, the torch backend, TorchSharp written by hand and, where it is there, PyTorch
/// make it; and how much of what the core can do the arithmetic of the simd backend reaches.
/// </summary>
internal static class StepBenchmark
{
    /// <summary>The most that a lecture's step on the torch backend may cost, in steps written by hand.</summary>
    public const double Limit = 1.1;

    /// <summary>Runs it.</summary>
    /// <returns>Whether the torch backend's steps of the lectures are within the limit.</returns>
    public static bool Run(TextWriter output)
    {
        TorchLibrary.Load();
        var threads = torch.get_num_threads();
        torch.set_num_threads(1);
        using var python = PyTorchPeer.Start(output);
        var peak = CorePeak.Measure();
        output.WriteLine(Text($"step, one thread; peak of the core: {peak / 1e9:0.0} GFLOP/s of float32, fused multiplications and additions in independent chains"));
        output.WriteLine("GFLOP: what the matrix products of the plain network take forward and backward; us: medians; x: the fastest of the others / simd, median of pairs");
        output.WriteLine("step              GFLOP       simd      torch TorchSharp    PyTorch       x     peak   torch/by hand");
        var isWithin = true;
        foreach (var step in StepCase.All.Where(step => step.HasData))
        {
            isWithin &= Run(step, python, peak, output);
        }

        torch.set_num_threads(threads);
        return isWithin;
    }

    private static bool Run(StepCase step, PyTorchPeer? python, double peak, TextWriter output)
    {
        var batches = step.Draw();
        List<StepRounds.Way> ways =
        [
            StepRounds.Of(step.Step("simd", batches)), StepRounds.Of(step.Step("torch", batches)), StepRounds.Of(step.ByHand(new(batches))),
        ];
        if (python is not null)
        {
            ways.Add(steps => python.Microseconds(step.Name, steps));
        }

        var rounds = StepRounds.Run(ways);
        double[] times = [.. ways.Select((_, way) => StepRounds.Median(rounds, round => round[way]))];
        var fastest = Array.IndexOf(times, times[1..].Min(), 1);
        // Of lines, the places behind their ends are no work.
        var operations = step.Products(batches.Average(batch => batch.Targets.Count(target => target >= 0)));
        var toHand = StepRounds.Median(rounds, round => round[1] / round[2]);
        var columns = string.Concat(times.Select(time => Text($"{time,10:0.0} ")).Append(python is null ? $"{"-",10} " : ""));
        output.WriteLine(Text(
            $"{step.Label,-13} {operations / 1e9,9:0.00000} {columns}{StepRounds.Median(rounds, round => round[fastest] / round[0]),7:0.00} {operations / (times[0] / 1e6) / peak,8:P1} {toHand,15:0.00}"));
        return !step.Name.StartsWith("part", StringComparison.Ordinal) || toHand <= Limit;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
