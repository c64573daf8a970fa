using System.Collections.Immutable;
using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;
using Makemore.Generators.Tests.Language;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Tensors;
using Makemore.Tests.Platforms;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>What generated networks see of themselves, against the same graph computed by libtorch in double precision.</summary>
[Collection(nameof(DoublePrecision))]
[NeedsTorch]
public sealed class SimdObservationTests
{
    private const double Tolerance = 1e-4;

    private static readonly Lazy<ImmutableDictionary<string, Experiment>> Compiled = new(() => LoweringTests.Compiled(
        [.. LoweringTests.AllSpecs.Select(spec => ($"{spec.Key}.yaml", BackendSpecs.With(spec.Value, "simd") + "\ndiagnostics: every 1\n"))]));

    public static TheoryData<string> Names => [.. LoweringTests.AllSpecs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_sees_what_libtorch_computes(string name)
    {
        using var scope = NewDisposeScope();
        var experiment = Compiled.Value[name];
        var generator = new TorchGenerator(7);
        using var model = (IObservableModel)experiment.CreateModel(
            experiment.Spec, experiment.DefaultHyperparameters, BackendPair.VocabularySize, boundary: 0, generator);
        var graph = ModelText.GraphOfSpec(LoweringTests.AllSpecs[name], ("bigram.yaml", LoweringTests.AllSpecs["makemore/bigram"]));
        Assert.Equal(experiment.IsObservable, model.IsObservable);
        if (!model.IsObservable)
        {
            TrainingGraph.OfWatched(graph, out var none);
            Assert.Empty(none);
            return;
        }

        var batch = BackendPair.BatchOf(model, Math.Max(2, model.Context - 1), seed: 11);
        var expected = Expected(graph, model, batch, generator.Clone(), experiment.Spec.Regularization.Dropout);
        var before = model.State();

        var observed = model.Observe(batch, learningRate: 0);

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), observed.Layers.Select(layer => layer.Name).Order(StringComparer.Ordinal));
        Assert.All(observed.Layers, layer =>
        {
            AssertSame(expected[layer.Name].Values, layer.Values, $"the values of {layer.Name}");
            AssertSame(expected[layer.Name].Gradients, layer.Gradient, $"the gradients of {layer.Name}");
        });
        BackendPair.AssertClose(before.Where(tensor => IsTrained(graph, tensor.Name)).ToList(), model.State().Where(tensor => IsTrained(graph, tensor.Name)).ToList(), 0, "after the look");
    }

    private static bool IsTrained(ModelGraph graph, string name) =>
        !name.EndsWith("mean", StringComparison.Ordinal) && !name.EndsWith("variance", StringComparison.Ordinal) && !name.EndsWith("deviation", StringComparison.Ordinal) && graph.Nodes.Count > 0;

    private static void AssertSame(Tensor expected, Distribution actual, string what)
    {
        var (mean, deviation) = (expected.mean().item<double>(), expected.numel() < 2 ? 0 : expected.std().item<double>());
        var scale = Math.Max(deviation, 1e-7);
        Assert.True(Math.Abs(mean - actual.Mean) <= Tolerance * scale, $"{what}: the mean is {actual.Mean}, not {mean}");
        Assert.True(Math.Abs(deviation - actual.Deviation) <= Tolerance * scale, $"{what}: the deviation is {actual.Deviation}, not {deviation}");
        Assert.Equal(expected.numel(), actual.Histogram.Counts.Sum());
    }

    // The values and derivatives of each layer by its name, at the places that hold a token.
    private static Dictionary<string, (Tensor Values, Tensor Gradients)> Expected(
        ModelGraph graph, ILanguageModel model, Batch batch, TorchGenerator generator, double dropout)
    {
        var training = TrainingGraph.OfWatched(graph, out var watched);
        var state = model.State().ToDictionary(tensor => tensor.Name);
        var symbols = ImmutableDictionary<string, double>.Empty.Add("batch", batch.Size).Add("time", batch.Length).Add("vocab", BackendPair.VocabularySize)
            .Add("dropoutShare", dropout).Add("labelSmoothing", 0);
        var targets = tensor(batch.Targets, model.IsWindowed ? [batch.Size] : [batch.Size, batch.Length]).to(ScalarType.Float64);
        var probes = new Dictionary<string, (Source Source, Tensor Tensor)>();
        var sizes = new SymbolValues(symbols);
        var results = new PrimitiveInterpreter(
            source => source.Kind switch
            {
                SourceKind.Tokens => tensor(batch.Inputs, [batch.Size, batch.Length]).to(ScalarType.Float64),
                SourceKind.Targets => targets,
                SourceKind.Weights or SourceKind.Mask => targets.ge(0).to(ScalarType.Float64),
                SourceKind.Probe => (probes[source.Name] = (source, zeros(
                    sizes.Shape(source.Axes), ScalarType.Float64, requires_grad: true))).Tensor,
                _ => Stacked(state, source.Name),
            },
            symbols, generator).Run(training);
        var layers = new Dictionary<string, (Tensor, Tensor)>();
        foreach (var (one, index) in watched.Select((one, index) => (one, index)))
        {
            var (source, probe) = probes[one.Path];
            if (autograd.grad([results[0]], [probe], retain_graph: true, allow_unused: true)[0] is not { } gradient)
            {
                continue;
            }

            var values = results[index + 1];
            gradient = PrimitiveInterpreter.InUsualOrder(gradient, source.Axes);
            var stars = one.Path.Count(letter => letter == '*');
            foreach (var (name, value, derivative) in Unstacked(one.Path, values, gradient, stars))
            {
                layers.Add(name, (Kept(value), Kept(derivative)));
            }
        }

        return layers;

        Tensor Kept(Tensor values) => values.shape is [.., var size, var time] && size == batch.Size && time == batch.Length && !model.IsWindowed
            ? values.reshape(-1, size * time)[TensorIndex.Colon, TensorIndex.Tensor(targets.ge(0).reshape(-1))]
            : values;
    }

    private static IEnumerable<(string Name, Tensor Values, Tensor Gradients)> Unstacked(string path, Tensor values, Tensor gradients, int stars) => stars == 0
        ? [(path, values, gradients)]
        : Enumerable.Range(0, (int)values.shape[0]).SelectMany(layer => Unstacked(
            $"{path[..path.IndexOf('*', StringComparison.Ordinal)]}{layer}{path[(path.IndexOf('*', StringComparison.Ordinal) + 1)..]}",
            values[layer], gradients[layer], stars - 1));

    private static Tensor Stacked(Dictionary<string, NamedTensor> state, string name)
    {
        var star = name.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return tensor(state[name].Values<float>().ToArray(), [.. state[name].Shape]).to(ScalarType.Float64);
        }

        var layers = new List<Tensor>();
        for (var i = 0; state.Keys.Any(other => other.StartsWith($"{name[..star]}{i}.", StringComparison.Ordinal)); i++)
        {
            layers.Add(Stacked(state, $"{name[..star]}{i}{name[(star + 1)..]}"));
        }

        return stack([.. layers], 0);
    }
}
