using Makemore.Experiments.Lectures;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Training;
using Makemore.Torch.Native;
using TorchSharp;

namespace Makemore.Benchmarks;

/// <summary>
/// A training step of the generated classes of lectures 2 and 3, its batch drawn as the trainer draws it, against the same
/// step written by hand in TorchSharp.
/// </summary>
internal static class StepBenchmark
{
    /// <summary>The most that a generated step may cost, in steps written by hand.</summary>
    public const double Limit = 1.1;

    private const double Rate = 0.01;

    /// <summary>Runs it, on one thread of libtorch and on two.</summary>
    /// <returns>Whether each generated step is within the limit.</returns>
    public static bool Run(TextWriter output)
    {
        TorchLibrary.Load();
        var threads = torch.get_num_threads();
        var isWithin = true;
        foreach (var count in (int[])[1, 2])
        {
            torch.set_num_threads(count);
            output.WriteLine(FormattableString.Invariant($"step, {count} thread(s) of libtorch: generated against written by hand, limit {Limit}"));
            foreach (var benchmark in (PairedBenchmark[])[Part2(), Part3()])
            {
                var result = benchmark.Run();
                output.WriteLine(result);
                isWithin &= result.MedianRatio <= Limit;
            }
        }

        torch.set_num_threads(threads);
        return isWithin;
    }

    private static PairedBenchmark Part2()
    {
        var experiment = new Part2Mlp();
        var corpus = Corpora.Of(experiment);
        var (inputs, targets) = HandWritten.Examples(corpus.Train, experiment.Spec.Context);
        var reference = new HandWritten.Part2(inputs, targets);
        return new("part 2, MLP", "step", Generated(experiment, corpus), () => reference.Step(Rate));
    }

    private static PairedBenchmark Part3()
    {
        var experiment = new Part3Batchnorm();
        var corpus = Corpora.Of(experiment);
        var (inputs, targets) = HandWritten.Examples(corpus.Train, experiment.Spec.Context);
        var reference = new HandWritten.Part3(inputs, targets);
        return new("part 3, batch norm", "step", Generated(experiment, corpus), () => reference.Step(Rate));
    }

    private static Action Generated(Experiment experiment, TokenizedCorpus corpus)
    {
        var generator = new TorchGenerator(experiment.Spec.Training.Seed);
        var model = (ITrainableModel)experiment.CreateModel(
            experiment.Spec, experiment.DefaultHyperparameters, corpus.Tokenizer.VocabularySize, corpus.Tokenizer.Boundary, generator);
        var batches = new BatchSource(model, corpus, experiment.Spec, generator);
        return () => model.Step(batches.Next(), Rate, wantsLoss: true);
    }
}
