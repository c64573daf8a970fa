using Makemore.Generators.Differentiation;
using Makemore.Generators.Graphs;
using Makemore.Generators.Passes;
using Makemore.Generators.Primitives;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Makemore.Generators.Tests.Graphs;

/// <content>What diagnostics look at.</content>
public sealed partial class LoweringTests
{
    [Theory]
    [MemberData(nameof(Names))]
    public void Watched_values_and_the_derivatives_by_them_equal_those_of_libtorch(string name)
    {
        using var run = new FusedRun(name, isTraining: true);
        var graph = TrainingGraph.OfWatched(run.Graph, out var watched);
        var probes = new Dictionary<string, Tensor>();
        var plain = run.Interpret(graph, probes);
        var observed = SilentProbes.Of(Gradients.OfWatched(graph));
        using var withoutTape = no_grad();
        var results = observed.Results.Zip(run.Interpret(observed, [])).ToDictionary(pair => pair.First, pair => pair.Second);
        using var withTape = enable_grad();

        Assert.All(watched.Select((one, index) => (one.Path, Value: plain[index + 1])), one =>
        {
            var expected = autograd.grad([plain[0]], [probes[one.Path]], retain_graph: true, allow_unused: true)[0];
            if (results.TryGetValue(new(ResultKind.WatchedGradient, one.Path), out var gradient))
            {
                AssertClose(one.Value, results[new(ResultKind.Watched, one.Path)], $"the value of {one.Path}");
                AssertClose(expected, gradient, $"the derivative by {one.Path}");
            }
            else
            {
                Assert.True(expected is null, $"{one.Path} is not looked at");
            }
        });
    }

    [Theory]
    [InlineData("makemore/mlp", "tanh")]
    [InlineData("makemore/transformer", "blocks.*.feedForward.gelu")]
    [InlineData("makemore/gru", "gru.scan.proposed")]
    [InlineData("more/nested", "residuals.*.inners.*.tanh")]
    public void Watched_values_have_the_paths_of_the_program(string name, string path) =>
        Assert.Contains(path, WatchedPaths(name));

    private static IEnumerable<string> WatchedPaths(string name)
    {
        using var run = new FusedRun(name, isTraining: true);
        TrainingGraph.OfWatched(run.Graph, out var watched);
        return [.. watched.Select(one => one.Path)];
    }
}
