using Makemore.Runtime.Training;
using Makemore.Torch.Native;
using TorchSharp;

namespace Makemore.Benchmarks;

/// <summary>Large batches: the loss of lecture 3's whole training split, and the step of lecture 1's neural bigram on the whole file.</summary>
internal static class MeasureBenchmark
{
    /// <summary>Runs both and prints the figures; there is no limit to exceed.</summary>
    public static bool Run(TextWriter output)
    {
        TorchLibrary.Load();
        torch.set_num_threads(1);
        Measure(output);
        Bigram(output);
        return true;
    }

    private static void Measure(TextWriter output)
    {
        var (simd, torch) = BackendComparison.Find("part3");
        var corpus = Corpora.Of(simd);
        using var model = BackendComparison.Create(simd, corpus);
        using var reference = BackendComparison.Create(torch, corpus);
        BackendComparison.Print(output, $"loss of part 3's {corpus.Train.TokenCount:N0} windows", () => model.Loss(corpus.Train), () => reference.Loss(corpus.Train));
    }

    private static void Bigram(TextWriter output)
    {
        var (simd, torch) = BackendComparison.Find("bigram");
        var corpus = Corpora.Of(simd);
        using var model = BackendComparison.Create(simd, corpus);
        using var reference = BackendComparison.Create(torch, corpus);
        var batch = new BatchSource(model, corpus, simd.Spec, new(1)).Next();
        BackendComparison.Print(output, $"step of part 1's neural bigram on {batch.Size:N0} pairs", () => model.Step(batch, 1, wantsLoss: true), () => reference.Step(batch, 1, wantsLoss: true));
    }
}
