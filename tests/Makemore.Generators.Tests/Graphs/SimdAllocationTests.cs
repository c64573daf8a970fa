using System.Collections.Immutable;
using Makemore.Generators.Tests.Compiling;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>A step of training on the simd backend leaves nothing to the garbage collector.</summary>
public sealed class SimdAllocationTests
{
    private const int Steps = 20;

    private static readonly ImmutableSortedDictionary<string, string> Specs = GeneratorProject.Experiments.Specs;

    public static TheoryData<string> Names => [.. Specs.Keys.Where(GeneratorProject.Experiments.IsNetwork).Select(path => path[..^".yaml".Length])];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_of_training_allocates_nothing(string name)
    {
        var (path, bases) = ($"{name}.yaml", GeneratorProject.Experiments.Bases($"{name}.yaml"));
        var experiment = LoweringTests.Compiled([(path, BackendSpecs.With(Specs[path], "simd")), .. bases.Select(path => (path, Specs[path]))])[name];
        using var model = (ITrainableModel)experiment.CreateModel(
            experiment.Spec, experiment.DefaultHyperparameters, vocabulary: 27, boundary: 0, new TorchGenerator(3));
        // A sequence model meets batches of two lengths in turn.
        Batch[] batches = [BackendPair.BatchOf(model, model.Context, seed: 1), BackendPair.BatchOf(model, Math.Max(1, model.Context / 2), seed: 2)];
        Train(model, batches, 4);
        // What the runtime compiles in the meantime is no step's.
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => Train(model, batches, Steps)));
    }

    private static long Train(ITrainableModel model, Batch[] batches, int steps)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < steps; step++)
        {
            model.Step(batches[step % batches.Length], learningRate: 1e-3, wantsLoss: true);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
