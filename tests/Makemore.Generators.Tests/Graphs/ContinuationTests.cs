using Makemore.Generators.Graphs;
using Makemore.Generators.Passes;
using Makemore.Generators.Primitives;
using Makemore.Generators.Tests.Language;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>What is kept of each token when they come one by one.</summary>
public sealed class ContinuationTests
{
    [Theory]
    [InlineData("embed 8 |> linear vocab", "")]
    [InlineData("embed 8 |> bow |> linear vocab", "bow.cumsum (batch, context + 1, 8)")]
    [InlineData("embed 8 |> position |> rnn 6 |> linear vocab", "rnn.scan.before (batch, context + 1, 6)")]
    [InlineData("embed 8 |> gru 6 |> linear vocab", "gru.scan.state (batch, context + 1, 6)")]
    [InlineData("embed 8 |> repeat 3 (gru 8) |> linear vocab", "blocks.gru.scan.state (3, batch, context + 1, 8)")]
    [InlineData("embed 8 |> window 3 |> linear vocab", "embed (batch, context, 8)")]
    [InlineData("embed 8 |> reverse over=time |> reverse over=time |> gru 6 |> linear vocab", "embed (batch, context, 8)")]
    public void A_network_keeps_what_later_tokens_read(string pipeline, string kept) =>
        Assert.Equal(kept, string.Join("; ", Kept(pipeline).Select(source => $"{source.Name} ({string.Join(", ", source.Axes.Items.Select(axis => axis.Size))})")));

    // A repetition keeps them for each layer.
    [Theory]
    [InlineData("attention 2", "batch, time, head, width")]
    [InlineData("attention 2 positions=alibi", "batch, time, head, width")]
    [InlineData("attention 2 positions=relative", "batch, time, head, width")]
    [InlineData("repeat 3 (residual (layernorm >> attention 2))", "layer0, batch, time, head, width")]
    // Keys that are turned by their places are halves side by side.
    [InlineData("attention 4 keyValueHeads=2 positions=rotary window=3", "batch, time, group, width", "concat")]
    public void Attention_keeps_its_keys_and_values_and_nothing_else(string layer, string axes, string keys = "key")
    {
        var kept = Kept($"embed 8 |> {layer} |> linear vocab");
        Assert.Equal([keys, "value"], kept.Select(source => source.Name.Split('.')[^1].TrimEnd('2')).Order(StringComparer.Ordinal));
        Assert.All(kept, source => Assert.Equal(axes, string.Join(", ", source.Axes.Items.Select(axis => axis.Name))));
    }

    private static List<Source> Kept(string pipeline)
    {
        var graph = ModelText.Graph($"tokens |> {pipeline}\n", context: 6);
        var logits = TrainingGraph.Logits(graph, LoweringMode.Evaluation);
        Assert.True(Causality.Holds(logits) || pipeline.Contains("reverse", StringComparison.Ordinal));
        var continuation = RewrittenGraph.OfContinuation(logits, graph.Nodes[0].Shape.Dimensions[1]).Graph;
        return [.. continuation.Body.Nodes.Select(node => node.Primitive).OfType<Source>().Where(source => source.Kind == SourceKind.Past)];
    }
}
