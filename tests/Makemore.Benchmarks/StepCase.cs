using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Training;
using TorchSharp;

namespace Makemore.Benchmarks;

/// <summary>A model whose step of training is measured.</summary>
/// <param name="Name">The name of its specs, of its peer in PyTorch and in the table.</param>
/// <param name="Vocabulary">The number of tokens.</param>
/// <param name="Products">
/// The multiplications and additions that the matrix products of the plain network take in a step, by the tokens or rows of a batch.
/// </param>
/// <param name="ByHand">Its step in TorchSharp.</param>
internal sealed record StepCase(string Name, int Vocabulary, Func<double, double> Products, Func<StepTensors, Action> ByHand)
{
    /// <summary>The learning rate of each step.</summary>
    public const double Rate = 5e-4;
    private const int Batches = 8;

    /// <summary>What the table calls it.</summary>
    public string Label { get; private init; } = Name;

    /// <summary>Whether it learns from lines of its spec's dataset, filled up to the context as makemore.py does, instead of random tokens.</summary>
    private bool LearnsLines { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StepCase> All { get; } =
    [
        new("part2", 27, rows => Linear(rows, 30, 200) + Linear(rows, 200, 27), batches =>
        {
            var model = new HandWrittenLectures.Part2(batches);
            return () => model.Step(0.01);
        }),
        new("part3", 27, rows => Linear(rows, 30, 200) + Linear(rows, 200, 27), batches =>
        {
            var model = new HandWrittenLectures.Part3(batches);
            return () => model.Step(0.01);
        }),
        new("bow", 27, rows => (2 * Linear(rows, 64, 64)) + Linear(rows, 64, 27), batches => Trained(new HandWrittenModels.BagOfWords(), batches)),
        new("rnn", 27, rows => Linear(rows, 128, 64) + Linear(rows, 64, 27),
            batches => Trained(new HandWrittenModels.Recurrent<HandWrittenModels.RnnCell>(), batches)),
        new("gru", 27, rows => (3 * Linear(rows, 128, 64)) + Linear(rows, 64, 27),
            batches => Trained(new HandWrittenModels.Recurrent<HandWrittenModels.GruCell>(), batches)),
        new("mlp", 27, rows => Linear(rows, 16 * 64, 64) + Linear(rows, 64, 27), batches => Trained(new HandWrittenModels.Mlp(), batches)),
        new("transformer", 27, rows => Transformer(rows, 27, 16, 64, 4),
            batches => Trained(new HandWrittenTransformer(27, context: 16, width: 64, heads: 4, layers: 4), batches)),
        // What its spec trains on: half of the places are behind the end of a name.
        new("transformer", 27, rows => Transformer(rows, 27, 16, 64, 4),
            batches => Trained(new HandWrittenTransformer(27, context: 16, width: 64, heads: 4, layers: 4), batches)) { Label = "... of names", LearnsLines = true },
        // The same network as gru: by hand there is one way to write it.
        new("cell", 27, rows => (3 * Linear(rows, 128, 64)) + Linear(rows, 64, 27),
            batches => Trained(new HandWrittenModels.Recurrent<HandWrittenModels.GruCell>(), batches)),
        new("nanogpt", 65, rows => Transformer(rows, 65, 64, 128, 4), batches => new HandWrittenTraining(
            new HandWrittenTransformer(65, context: 64, width: 128, heads: 4, layers: 4), batches, rate: 1e-3, decay: 0.1, clip: 1).StepAction),
    ];

    /// <summary>Whether its data are there: lines of the dataset's, since those of the embedded names are longer than a context of 16.</summary>
    public bool HasData => !LearnsLines || Corpora.AreThere(Find("simd"));

    /// <summary>Batches of the size that the spec has: of lines, or random ones with a target at every place.</summary>
    public IReadOnlyList<Batch> Draw()
    {
        using var model = Create("simd");
        var (size, length) = (Find("simd").Spec.Training.Batch.Examples!.Value, model.Context);
        var generator = new TorchGenerator(5);
        if (LearnsLines)
        {
            var lines = new BatchSource(model, Corpora.Of(Find("simd")), Find("simd").Spec, generator);
            return [.. Enumerable.Range(0, Batches).Select(_ => Filled(lines.Next(), length))];
        }

        return [.. Enumerable.Range(0, Batches).Select(_ =>
        {
            var batch = new Batch(new long[size * length], new long[model.IsWindowed ? size : size * length], size, length);
            generator.FillIntegers(batch.Inputs, Vocabulary);
            generator.FillIntegers(batch.Targets, Vocabulary);
            return batch;
        })];
    }

    /// <summary>A step of a backend.</summary>
    public Action Step(string backend, IReadOnlyList<Batch> batches, int threads = 1)
    {
        var model = Create(backend);
        if (model is IParallelModel parallel)
        {
            parallel.Threads = threads;
        }

        var next = 0;
        // A new record each time, as the trainer gives them.
        return () => model.Step(batches[next++ % batches.Count] with { }, Rate, wantsLoss: true);
    }

    // Copies, since a source writes over its batches.
    private static Batch Filled(Batch batch, int length) => new(
        [.. batch.Inputs.Chunk(batch.Length).SelectMany(line => line.Concat(Enumerable.Repeat(0L, length - line.Length)))],
        [.. batch.Targets.Chunk(batch.Length).SelectMany(line => line.Concat(Enumerable.Repeat(-1L, length - line.Length)))],
        batch.Size, length);

    private static Action Trained(torch.nn.Module<torch.Tensor, torch.Tensor> model, StepTensors batches) =>
        new HandWrittenTraining(model, batches, Rate, decay: 0.01).StepAction;

    // A product, and one for each of the two derivatives.
    private static double Linear(double rows, int inputs, int outputs) => 3 * 2 * rows * inputs * outputs;

    // Weights, and two products for the scores and for what they mix, of which no place is left out.
    private static double Transformer(double rows, int vocabulary, int time, int width, int layers) =>
        (layers * (Linear(rows, width, 12 * width) + (2 * Linear(rows, width, time)))) + Linear(rows, width, vocabulary);

    private Experiment Find(string backend)
    {
        var name = backend == "simd" ? $"Steps/simd/{Name}" : $"Steps/{Name}";
        return Experiments.All.Single(experiment => experiment.Spec.Name == name);
    }

    /// <summary>The model of a backend, with its initial weights.</summary>
    public ITrainableModel Create(string backend)
    {
        var experiment = Find(backend);
        return (ITrainableModel)experiment.CreateModel(
            experiment.Spec, experiment.DefaultHyperparameters, Vocabulary, boundary: 0, new TorchGenerator(experiment.Spec.Training.Seed));
    }
}
