using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;
using Makemore.Generators.Tests.Language;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>What is known at build time of the tokens that a place depends on.</summary>
public sealed class CausalityTests
{
    [Theory]
    [InlineData("embed 8 |> gru 8 |> linear vocab")]
    [InlineData("embed 8 |> repeat 3 (residual (layernorm >> attention 2)) |> linear vocab")]
    [InlineData("embed 8 |> attention 2 positions=rotary window=3 keyValueHeads=1 |> linear vocab")]
    [InlineData("embed 8 |> attention 2 positions=alibi |> linear vocab")]
    [InlineData("embed 8 |> attention 2 positions=relative |> linear vocab")]
    [InlineData("embed 8 |> conv 8 width=3 dilation=2 |> tanh |> linear vocab")]
    [InlineData("embed 8 |> bow |> linear vocab")]
    [InlineData("embed 8 |> window 3 |> linear vocab")]
    [InlineData("embed 8 |> reverse over=width |> linear vocab")]
    [InlineData("embed 8 |> (fun x -> x |> scan (parameter width=8) (fun state input -> concat state input |> linear 8 |> tanh)) |> linear vocab")]
    [InlineData("embed 8 |> reverse over=time |> reverse over=width |> linear 8 |> linear vocab", false)]
    [InlineData("embed 8 |> reverse over=time |> gru 8 |> reverse over=time |> linear vocab", false)]
    [InlineData("embed 8 |> (fun x -> x - mean over=time x) |> linear vocab", false)]
    [InlineData("embed 8 |> softmax over=time |> linear vocab", false)]
    public void A_program_is_causal_if_no_place_sees_one_behind_it(string pipeline, bool isCausal = true)
    {
        var graph = ModelText.Graph($"tokens |> {pipeline}\n", context: 6);
        Assert.Equal(isCausal, Causality.Holds(TrainingGraph.Logits(graph, LoweringMode.Evaluation)));
    }

    [Theory]
    [InlineData("index over=time scores < index over=source scores", true)]
    [InlineData("index over=source scores < index over=time scores", false)]
    [InlineData("index over=time scores - index over=source scores < 0", true)]
    [InlineData("index over=source scores - index over=time scores > 0", true)]
    [InlineData("index over=source scores - index over=time scores < 0", false)]
    public void A_mask_written_in_the_program_is_understood(string condition, bool isCausal)
    {
        var program = $"""
            let attend x =
                let source = rename time=source x
                let scores = dot x source over=width
                where ({condition}) (-1e30) scores |> softmax over=source |> dot source over=source
            tokens |> embed 8 |> attend |> linear vocab

            """;
        Assert.Equal(isCausal, Causality.Holds(TrainingGraph.Logits(ModelText.Graph(program, context: 6), LoweringMode.Evaluation)));
    }
}
