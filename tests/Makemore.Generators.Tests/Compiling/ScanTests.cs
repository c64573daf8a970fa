using System.Globalization;
using Makemore.Generators.Tests.Language;
using Makemore.Runtime.Models;
using Makemore.Tests.Platforms;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>Cells that a program writes itself.</summary>
public sealed class ScanTests
{
    private const string Settings =
        """
        dataset: words.txt
        split: none
        context: 8
        training: { steps: 101, batch: 4, learning-rate: 0.1, checkpoint: 0 }
        evaluation: { every: 0, log: 1 }
        sampling: { count: 2, length: 20 }
        model: |

        """;

    private const string Cell =
        """
          let cell state input =
              let update = concat input state |> linear 12 |> sigmoid
              let reset = concat input state |> linear 12 |> sigmoid
              let candidate = concat input (reset * state) |> linear 12 |> tanh
              state + update * (candidate - state)
          tokens |> embed 6 |> scan (parameter width=12) cell |> linear vocab
        """;

    [Fact]
    [NeedsTorch]
    public void A_gated_recurrent_unit_over_scan_has_the_losses_of_the_built_in_one()
    {
        var generated = GeneratorProject.Of(
            ("built-in.yaml", Settings + "  tokens |> embed 6 |> gru 12 |> linear vocab"), ("own.yaml", Settings + Cell)).Generate();
        CompilerWarnings.AssertNone(generated);
        var (builtIn, own) = generated.Load() is [var one, var other] ? (LossesOf(one), LossesOf(other)) : default;
        Assert.InRange(own.Count, 100, 102);
        Assert.All(builtIn.Zip(own), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.True(own[^1] < own[0] - 0.3, string.Create(CultureInfo.InvariantCulture, $"It learned nothing: {own[0]}, {own[^1]}"));
    }

    [Fact]
    public void The_code_of_a_scan_is_one_loop_over_time_with_its_states_by_name()
    {
        var generated = GeneratorProject.Of(("sample.yaml", ModelText.SpecOf(
            """
            let cell (hidden, memory) input =
                let next = memory + tanh (linear 7 input)
                (hidden + next, next)
            tokens |> embed 6 |> scan (parameter width=7, fill 0 width=7) cell |> linear vocab
            """))).On("torch").Generate();
        CompilerWarnings.AssertNone(generated);
        var code = generated.CodeOf("sample.yaml");
        Assert.Contains("foreach (var input in embed.unbind(1))\n", code, StringComparison.Ordinal);
        Assert.Contains("(hidden, memory) = (add, next);\n", code, StringComparison.Ordinal);
        Assert.Single(code.Split('\n'), line => line.Contains("foreach", StringComparison.Ordinal));
    }

    private static List<double> LossesOf(Experiment experiment)
    {
        using var folder = new TemporaryFolder();
        var losses = new Losses();
        SampleRun.Of(experiment, folder, losses);
        return losses.All;
    }
}
