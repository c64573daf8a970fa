using System.Collections.Immutable;
using System.Runtime.Loader;
using Makemore.Generators.Differentiation;
using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;
using Makemore.Generators.Tests.Compiling;
using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Language;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Tests.Platforms;
using static TorchSharp.torch;
using ActivationFunction = Makemore.Runtime.Specs.ActivationFunction;
using Tensor = TorchSharp.torch.Tensor;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>The tests that change libtorch's default type of numbers run alone.</summary>
[CollectionDefinition(nameof(DoublePrecision), DisableParallelization = true)]
public sealed class DoublePrecision;

/// <summary>Each operation and each model in primitives against the fused calls of the torch backend, in double precision.</summary>
[Collection(nameof(DoublePrecision))]
[NeedsTorch]
public sealed partial class LoweringTests
{
    private const int BatchSize = 3;
    private const int VocabularySize = 5;

    private const string Dropout =
        """
        context: 4
        regularization: { dropout: 0.3 }
        model: { type: transformer, width: 8, heads: 2, layers: 2 }
        """;

    private const string Nested =
        """
        context: 4
        model: |
          let inner = linear 6 >> batchnorm >> tanh
          let block = residual (repeat 2 inner)
          tokens |> embed 6 |> repeat 3 block |> linear vocab
        """;

    private static readonly ImmutableSortedDictionary<string, string> Specs = ReadSpecs();

    private static readonly Lazy<ImmutableDictionary<string, Experiment>> Experiments = new(Load);

    private static readonly ImmutableDictionary<string, double> Settings = ImmutableDictionary.CreateRange(
        new Dictionary<string, double>
        {
            ["batch"] = BatchSize, ["vocab"] = VocabularySize, ["dropoutShare"] = 0.3, ["labelSmoothing"] = 0.1,
            ["l1"] = 0.02, ["l1IsMean"] = 0, ["l2"] = 0.3, ["l2IsMean"] = 1,
        });

    /// <summary>A spec for each operation, for each model of makemore, and some more.</summary>
    internal static ImmutableSortedDictionary<string, string> AllSpecs => Specs;

    public static TheoryData<string> Names => [.. Specs.Keys];

    public static TheoryData<ActivationFunction> Activations => [.. Enum.GetValues<ActivationFunction>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_step_in_primitives_equals_the_fused_one(string name)
    {
        using var run = new FusedRun(name, isTraining: true);
        var graph = TrainingGraph.Of(run.Graph);
        var results = run.Interpret(graph);
        var data = nn.functional.cross_entropy(
            run.Logits.reshape(-1, VocabularySize), run.Targets.reshape(-1), ignore_index: -1, label_smoothing: 0.1);
        var penalty = run.Network.Parameters.Where(parameter => parameter.IsWeight)
            .Select(parameter => (parameter.Tensor.square().mean() * 0.3) + (parameter.Tensor.abs().sum() * 0.02))
            .Aggregate((left, right) => left + right);

        AssertClose(penalty, results[1], "the penalty");
        AssertClose(data + penalty, results[0], "the loss");
        AssertSameGradients(run, data + penalty, results[0]);
        var statistics = graph.Results.Zip(results).Skip(2).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        Assert.All(run.Network.Buffers, buffer => AssertClose(buffer.Tensor, run.Pick(statistics, buffer.Name), buffer.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivatives_of_a_training_step_equal_those_of_libtorch(string name)
    {
        using var run = new FusedRun(name, isTraining: true);
        var graph = TrainingGraph.Of(run.Graph);
        var loss = run.Interpret(graph)[0];
        using var withoutTape = no_grad();
        var differentiated = Gradients.Of(graph);
        var results = run.Interpret(differentiated);
        var gradients = differentiated.Results.Zip(results).Where(pair => pair.First.Kind == ResultKind.Gradient)
            .ToDictionary(pair => pair.First.Name, pair => pair.Second);
        AssertClose(loss, results[0], "the loss");
        using var withTape = enable_grad();
        var parameters = run.Network.Parameters;
        var expected = autograd.grad([loss], [.. parameters.Select(parameter => parameter.Tensor)], retain_graph: true, allow_unused: true);
        Assert.All(parameters.Zip(expected), pair =>
            AssertClose(pair.Second, run.Pick(gradients, pair.First.Name), $"the derivative by {pair.First.Name}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Logits_in_primitives_equal_the_fused_ones(string name)
    {
        using var run = new FusedRun(name, isTraining: false);
        var logits = run.Interpret(TrainingGraph.Logits(run.Graph, LoweringMode.Evaluation)).Single();
        var factors = randn(run.Logits.shape, ScalarType.Float64);

        AssertClose(run.Logits, logits, "the logits");
        AssertSameGradients(run, (run.Logits * factors).sum(), (logits * factors).sum());
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_chosen_activation_in_primitives_equals_the_fused_one(ActivationFunction function)
    {
        using var run = new FusedRun("specs/chosen-activation", isTraining: false, function);
        var logits = run.Interpret(TrainingGraph.Logits(run.Graph, LoweringMode.Evaluation)).Single();

        AssertClose(run.Logits, logits, "the logits");
        AssertSameGradients(run, run.Logits.square().sum(), logits.square().sum());
    }

    [Theory]
    [InlineData("tokens |> embed 4 |> batchnorm |> linear vocab")]
    [InlineData("tokens |> embed 4 |> repeat 2 (linear 4 >> batchnorm) |> attention 2 |> linear vocab")]
    public void What_is_padded_changes_nothing(string program)
    {
        var graph = TrainingGraph.Of(ModelText.Graph(program));
        using var scope = NewDisposeScope();
        var padded = tensor(new long[] { 1, 2, 3, 4, 0, 0 }, [2, 3]);
        var other = tensor(new long[] { 1, 2, 3, 4, 3, 1 }, [2, 3]);
        var first = Run(padded);
        Assert.All(first.Zip(Run(other)), pair => AssertClose(pair.First, pair.Second, "a result"));
        Assert.False(first[0].allclose(Run(tensor(new long[] { 1, 2, 0, 4, 0, 0 }, [2, 3]))[0]));

        IReadOnlyList<Tensor> Run(Tensor tokens)
        {
            var generator = new TorchGenerator(3);
            var symbols = Settings.SetItem("batch", 2).SetItem("time", 3);
            return new PrimitiveInterpreter(
                source => source.Kind switch
                {
                    SourceKind.Tokens => tokens.to(ScalarType.Float64),
                    SourceKind.Targets => tensor(new double[] { 2, 3, 4, 0, -1, -1 }, [2, 3]),
                    SourceKind.Weights or SourceKind.Mask => tensor(new double[] { 1, 1, 1, 1, 0, 0 }, [2, 3]),
                    _ => Drawn(generator,
                        [.. source.Axes.Items.Select(axis => axis.Size.ToString() == "vocab" ? VocabularySize : (long)axis.Size.Value!)]),
                },
                symbols, generator).Run(graph);
        }
    }

    private static void AssertSameGradients(FusedRun run, Tensor expected, Tensor actual)
    {
        var parameters = run.Network.Parameters;
        var tensors = parameters.Select(parameter => parameter.Tensor).ToList();
        var fused = autograd.grad([expected], tensors, retain_graph: true, allow_unused: true);
        var lowered = autograd.grad([actual], tensors, retain_graph: true, allow_unused: true);
        for (var i = 0; i < tensors.Count; i++)
        {
            AssertClose(fused[i], lowered[i], $"the gradient of {parameters[i].Name}");
        }
    }

    private static void AssertClose(Tensor expected, Tensor actual, string what)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.allclose(actual, rtol: 1e-6, atol: 1e-9),
            $"{what} differs by up to {(expected - actual).abs().max().item<double>()}");
    }

    private static Tensor Drawn(TorchGenerator generator, long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        generator.FillNormal(values);
        return tensor(values, shape, dtype: ScalarType.Float64).mul(0.5);
    }

    private static ImmutableSortedDictionary<string, string> ReadSpecs()
    {
        string[] folders = ["tests/Makemore.Runtime.Tests/Torch/Operations/Specs", "experiments/makemore"];
        return folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.yaml"))
            .Select(path => (
                Name: $"{Path.GetFileName(Path.GetDirectoryName(path))!.ToLowerInvariant()}/{Path.GetFileNameWithoutExtension(path)}",
                Text: File.ReadAllText(path)))
            .Append(("more/dropout", Dropout)).Append(("more/nested", Nested))
            .ToImmutableSortedDictionary(spec => spec.Item1, spec => spec.Item2, StringComparer.Ordinal);
    }

    private static ImmutableDictionary<string, Experiment> Load() => Compiled([.. Specs.Select(spec => ($"{spec.Key}.yaml", BackendSpecs.With(spec.Value, "torch")))]);

    /// <summary>The experiments of some specs, by name.</summary>
    internal static ImmutableDictionary<string, Experiment> Compiled(IReadOnlyList<(string Path, string Text)> specs)
    {
        var generated = GeneratorProject.Of([.. specs]).Generate();
        using var image = new MemoryStream();
        var result = generated.Compilation.Emit(image);
        var errors = generated.Diagnostics.Concat(result.Diagnostics)
            .Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error || diagnostic.Id == "CS8785");
        Assert.False(errors.Any(), string.Join('\n', errors.Take(10)));
        image.Position = 0;
        var list = new AssemblyLoadContext("lowering").LoadFromStream(image).GetType("Sample.Experiments")!;
        return ((ImmutableArray<Experiment>)list.GetProperty("All")!.GetValue(null)!).ToImmutableDictionary(item => item.Spec.Name);
    }
}
