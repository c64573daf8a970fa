using System.Globalization;
using CsCheck;
using Makemore.Generators.Tests.Language;
using Makemore.Runtime.Models;
using Makemore.Runtime.Tensors;
using Makemore.Tests.Platforms;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>Functions of a program that are applied more than once are classes of the generated code.</summary>
public sealed class LayerClassTests
{
    private const string Settings =
        """
        dataset: words.txt
        split: none
        context: 4
        training: { steps: 30, batch: 8, learning-rate: 0.1, checkpoint: 0 }
        evaluation: { every: 0, log: 1 }
        sampling: { count: 2, length: 20 }
        model: |

        """;

    private const string Applied =
        """
          let hidden = 6
          let dense n = linear n bias=false init=(kaiming 1.5) >> batchnorm >> dropout 0.1 >> tanh
          let dense2 = dense (2 * hidden)
          let mix x = x + (x |> linear hidden)
          let level = flatten 2 >> linear hidden
          let deep = linear hidden >> repeat 2 (linear hidden >> relu)
          tokens |> embed 8 |> dense hidden |> dense2 |> level |> level |> deep |> deep |> mix |> mix |> linear vocab
        """;

    // Each function once: nothing is shared.
    private const string Inlined =
        """
          let hidden = 6
          let dense = linear hidden bias=false init=(kaiming 1.5) >> batchnorm >> dropout 0.1 >> tanh
          let dense2 = linear (2 * hidden) bias=false init=(kaiming 1.5) >> batchnorm >> dropout 0.1 >> tanh
          let level = flatten 2 >> linear hidden
          let level2 = flatten 2 >> linear hidden
          let deep = linear hidden >> repeat 2 (linear hidden >> relu)
          let deep2 = linear hidden >> repeat 2 (linear hidden >> relu)
          let mix x = x + (x |> linear hidden)
          let mix2 x = x + (x |> linear hidden)
          tokens |> embed 8 |> dense |> dense2 |> level |> level2 |> deep |> deep2 |> mix |> mix2 |> linear vocab
        """;

    public static TheoryData<string, string> Alone => new()
    {
        { "other operations", "let f n = if n > 5 then linear n >> tanh else linear n >> relu\ntokens |> embed 4 |> f 6 |> f 5" },
        { "a tensor from outside", "let e = tokens |> embed 4\nlet f x = (x + e) |> linear 4\ne |> tanh |> f |> f" },
        { "an order of drawing", "let f = linear 4 init=(normal order=1) >> tanh\ntokens |> embed 4 |> f |> f" },
        { "nothing that is trained", "let f = tanh >> relu\ntokens |> embed 4 |> f |> f" },
        { "only one application", "let f = linear 4 >> tanh\ntokens |> embed 4 |> f" },
    };

    [Fact]
    [NeedsTorch]
    public void Classes_change_no_number()
    {
        var generated = GeneratorProject.Of(("applied.yaml", Settings + Applied), ("inlined.yaml", Settings + Inlined)).On("torch").Generate();
        CompilerWarnings.AssertNone(generated);
        Assert.Contains(" class Dense(", generated.CodeOf("applied.yaml"), StringComparison.Ordinal);
        Assert.Contains(" class Level(", generated.CodeOf("applied.yaml"), StringComparison.Ordinal);
        Assert.Contains(" class Deep(", generated.CodeOf("applied.yaml"), StringComparison.Ordinal);
        Assert.Contains(" class Mix(", generated.CodeOf("applied.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain(" class Dense", generated.CodeOf("inlined.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain(" class Mix", generated.CodeOf("inlined.yaml"), StringComparison.Ordinal);
        var (applied, inlined) = (generated.Load() is [var one, var other] ? (one, other) : default);
        Assert.Equal(inlined.NetworkHash, applied.NetworkHash);
        Assert.Equal(Train(inlined), Train(applied));
    }

    [Theory]
    [MemberData(nameof(Alone))]
    public void What_cannot_be_shared_stays_where_it_is(string reason, string program)
    {
        var generated = GeneratorProject.Of(("sample.yaml", ModelText.SpecOf(program + "\n|> flatten |> linear vocab"))).On("torch").Generate();
        CompilerWarnings.AssertNone(generated);
        Assert.False(generated.CodeOf("sample.yaml").Contains("TorchBlock", StringComparison.Ordinal), reason);
    }

    [Fact]
    public void Random_programs_give_classes_that_compile_without_a_warning()
    {
        var random = new PCG(stream: 1, seed: 5);
        var programs = Enumerable.Range(0, 60).Select(_ => RandomProgram.Applied.Generate(random, null, out Size _)).ToList();
        var generated = GeneratorProject.Of(
            [.. programs.Select((program, index) => ($"random{index}.yaml", ModelText.SpecOf(program)))]).On("torch").Generate();
        // A program that is drawn does not use all that it defines.
        CompilerWarnings.AssertNone(generated, except: "MKM2031");
        Assert.InRange(generated.Files.Values.Count(code => code.Contains(": TorchBlock(", StringComparison.Ordinal)), 30, 60);
    }

    [Theory]
    [InlineData("torch")]
    [InlineData("simd")]
    public void Random_programs_of_layers_and_tensors_compile_without_a_warning(string backend)
    {
        var random = new PCG(stream: 2, seed: 7);
        var programs = Enumerable.Range(0, Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1" ? 2_000 : 100)
            .Select(_ => RandomProgram.Right.Generate(random, null, out Size _)).ToList();
        foreach (var some in programs.Chunk(100))
        {
            var generated = GeneratorProject.Of([.. some.Select((program, index) => ($"random{index}.yaml", ModelText.SpecOf(program)))]).On(backend).Generate();
            CompilerWarnings.AssertNone(generated, except: "MKM2031");
            Assert.InRange(generated.Files.Values.Count(code => code.Contains("class Network", StringComparison.Ordinal)), 60, 200);
        }
    }

    [Theory]
    [InlineData("torch")]
    [InlineData("simd")]
    public void A_state_that_stays_what_it_is_gives_no_warning(string backend)
    {
        var program = "let x = tokens |> embed 4\nx |> scan (fill 0 width=4, parameter width=4) (fun (s, r) i -> (s + i * r, r))\n|> linear vocab";
        CompilerWarnings.AssertNone(GeneratorProject.Of(("sample.yaml", ModelText.SpecOf(program))).On(backend).Generate());
    }

    // The long run, MAKEMORE_LONG_TESTS=1, begins with the same programs.
    [Theory]
    [InlineData("torch")]
    [InlineData("simd")]
    public void Random_programs_that_are_right_by_chance_compile(string backend)
    {
        var random = new PCG(stream: 3, seed: 8);
        var programs = Gen.OneOf(RandomProgram.Programs, RandomProgram.Mutated);
        for (var rest = Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1" ? 100_000 : 400; rest > 0; rest -= 400)
        {
            var right = Enumerable.Range(0, 400).Select(_ => programs.Generate(random, null, out Size _))
                .Where(program => !ModelText.Diagnose(program).Contains(": error ", StringComparison.Ordinal)).ToList();
            var generated = GeneratorProject.Of([.. right.Select((program, index) => ($"random{index}.yaml", ModelText.SpecOf(program)))]).On(backend).Generate();
            CompilerWarnings.AssertNone(generated, "MKM2031", "MKM2032", "MKM2033");
            Assert.InRange(right.Count, 100, 400);
        }
    }

    // The losses of a run, and all tensors that it leaves: names, shapes and each bit of their values.
    private static string Train(Experiment experiment)
    {
        using var folder = new TemporaryFolder();
        var losses = new Losses();
        SampleRun.Of(experiment, folder, losses);
        var tensors = Directory.EnumerateFiles(folder.Path, "*.safetensors", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(path => Safetensors.Read(path).Tensors)
            .Select(tensor => $"{tensor.Name} ({string.Join(", ", tensor.Shape)}) {Convert.ToHexString(tensor.Bytes.Span)}").ToList();
        Assert.Contains(tensors, tensor => tensor.StartsWith("mix2.linear.weight (6, 6) ", StringComparison.Ordinal));
        return string.Join('\n', [.. losses.All.Select(loss => loss.ToString("R", CultureInfo.InvariantCulture)), .. tensors]);
    }
}
