using Makemore.Runtime.Models;
using Makemore.Runtime.Sampling;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Training;
using Makemore.Torch.Native;
using TorchSharp;

namespace Makemore.Benchmarks;

/// <summary>1,000 names, token by token, of makemore's transformer, which has learnt for a moment to end them.</summary>
internal static class SampleBenchmark
{
    private const int Steps = 500;

    // The longest of the embedded names has 16 letters.
    private const int Context = 17;

    private static readonly SamplingSpec Names = new() { Count = 1_000 };

    /// <summary>Runs it and prints the figures; there is no limit to exceed.</summary>
    public static bool Run(TextWriter output)
    {
        TorchLibrary.Load();
        torch.set_num_threads(1);
        var (simd, torchExperiment) = BackendComparison.Find("transformer");
        var corpus = Corpora.Of(simd);
        using var model = BackendComparison.Create(simd, corpus, Context);
        using var reference = BackendComparison.Create(torchExperiment, corpus, Context);
        var batches = new BatchSource(model, corpus, simd.Spec, new(1));
        for (var step = 0; step < Steps; step++)
        {
            model.Step(batches.Next(), 1e-3, wantsLoss: false);
        }

        var state = model.State();
        var characters = Draw(model);
        BackendComparison.Print(output, $"{Names.Count:N0} names, {characters:N0} characters, of a transformer", () => Draw(model), () => Draw(reference));
        return true;

        // A model that is loaded anew knows nothing of the names that were drawn before.
        int Draw(ILanguageModel from)
        {
            from.Load(state);
            return new Sampler(from, corpus.Tokenizer).Sample(Names).Sum(name => name.Length);
        }
    }
}
