using System.Collections.Immutable;
using System.Reflection;
using CsCheck;
using Makemore.Generators.Emit;
using Makemore.Generators.Tests.Graphs;
using Makemore.Generators.Tests.Language;
using Makemore.Generators.Tests.Snapshots;
using Makemore.Runtime.Simd;
using Makemore.Runtime.Simd.Networks;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>The code of networks that compute on vector units: how it reads, and that it compiles whatever things are called.</summary>
public sealed class SimdCodeTests
{
    // What such code calls its own things, and what a program may call so as well.
    private static readonly ImmutableArray<string> Names =
    [
        .. ((string[])[
            "exp", "sum", "log", "tanh", "select", "keep", "indices", "time", "end", "product", "floats", "matrix", "cumulative", "functions",
            "vector512", "simdNetwork", "simdParameters", "simdMemory", "memory", "gradient", "targets", "mask", "train", "evaluate", "layTraining",
            "parameters", "loss", "logits", "logitsGradient", "count", "largest", "total", "powers", "target", "targetHere", "tokenHere", "step", "layer",
            "example", "place", "unit", "token", "slot", "linearWeight", "linearWeightGradient", "linearProduct", "labelSmoothing", "dropoutShare", "network",
            "float", "int", "var", "value", "number", "offset", "unitCount", "activate", "activation", "activationCore", "activationFunction", "activationGradient", "core",
        ]).Where(name => !Makemore.Generators.Language.Lexer.IsKeyword(name)),
    ];

    public static TheoryData<string> Networks => ["lectures/part3-batchnorm.yaml", "makemore/bow.yaml", "makemore/gru.yaml", "makemore/transformer.yaml"];

    /// <summary>A line that gives a name, and the step that uses it.</summary>
    public static TheoryData<string, string, string> Places => new()
    {
        { "a hyperparameter", "let NAME = 5", "linear NAME" },
        { "a word", "let NAME = gelu", "NAME" },
        { "a tensor", "let NAME = tokens |> onehot |> flatten |> linear 4", "linear 4 |> add NAME" },
        { "a function", "let NAME n = linear n >> relu", "NAME 4 |> NAME 4 |> repeat 2 (NAME 4)" },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_is_the_accepted_one(string spec) =>
        Snapshot.Verify(Generated(spec).CodeOf(spec), name: spec[..^".yaml".Length].Replace('/', '.'));

    [Fact]
    public void A_network_with_words_is_the_accepted_one() => Snapshot.Verify(
        GeneratorProject.Of(("words.yaml", WithBackend(ModelText.SpecOf(
            "let activation = gelu\nlet gate = sigmoid\n"
            + "tokens |> embed 8 |> flatten |> linear 20 |> activation |> (fun x -> x * (x |> linear 20 |> gate)) |> linear vocab")))).Generate()
            .CodeOf("words.yaml"));

    [Fact]
    public void What_is_mixed_example_by_example_lies_example_by_example()
    {
        var code = GeneratorProject.Of(("mixed.yaml", WithBackend(ModelText.SpecOf(
            "let mix x =\n    let source = x |> rename time=source\n    let seen = where (index over=time x < index over=source source) 0 1\n"
            + "    dot seen source over=source\ntokens |> embed 64 |> tanh |> mix |> linear vocab")))).Generate().CodeOf("mixed.yaml");

        Assert.Contains("// mixDot = mixSeen @ tanh   (batch, time, 64)", code, StringComparison.Ordinal);
        Assert.Contains("// mixSourceGradient = mixSeen^T @ mixDotGradient   (batch, time, 64)", code, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_same_spec_gives_the_same_code(string spec) => Assert.Equal(Generated(spec).CodeOf(spec), Generated(spec).CodeOf(spec));

    [Fact]
    public void Random_programs_compile_without_a_warning()
    {
        var random = new PCG(stream: 2, seed: 7);
        var programs = Enumerable.Range(0, Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1" ? 2_000 : 100)
            .Select(_ => RandomProgram.Right.Generate(random, null, out Size _)).ToList();
        foreach (var some in programs.Chunk(100))
        {
            var generated = GeneratorProject.Of(
                [.. some.Select((program, index) => ($"random{index}.yaml", WithBackend(ModelText.SpecOf(program))))]).Generate();
            CompilerWarnings.AssertNone(generated, except: "MKM2031");
            Assert.InRange(generated.Files.Values.Count(code => code.Contains(" : SimdNetwork", StringComparison.Ordinal)), 60, 100);
        }
    }

    // Each step reads the one before twice, so that whoever follows each path alone goes 2^40 ways.
    [Theory]
    [InlineData("tokens |> embed 4 |> SQUARES |> linear vocab")]
    [InlineData("tokens |> embed 4 |> scan (fill 0 width=4) (fun state input -> concat (input |> SQUARES) (state |> SQUARES) |> linear 4) |> linear vocab")]
    [InlineData("let gain = parameter width=4\ntokens |> embed 4 |> multiply (gain |> SQUARES) |> linear vocab")]
    public void What_is_read_twice_at_each_of_many_steps_is_followed_once(string program)
    {
        var squares = string.Join(" |> ", Enumerable.Repeat("(fun x -> x * x)", 40));
        var spec = WithBackend(ModelText.SpecOf(program.Replace("SQUARES", squares, StringComparison.Ordinal)));
        CompilerWarnings.AssertNone(GeneratorProject.Of(("squares.yaml", spec)).Generate());
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_program_may_call_its_own_things_as_the_code_does(string place, string definition, string step)
    {
        Assert.True(Names.Length > 40, place);
        var specs = Names.Chunk(15).Select((names, index) => ($"names{index}.yaml", WithBackend(ModelText.SpecOf(
            string.Concat(names.Select(name => definition.Replace("NAME", name, StringComparison.Ordinal) + "\n"))
            + "tokens |> onehot |> flatten"
            + string.Concat(names.Select(name => " |> " + step.Replace("NAME", name, StringComparison.Ordinal)))
            + " |> linear vocab"))));
        CompilerWarnings.AssertNone(GeneratorProject.Of([.. specs]).Generate(), except: "MKM2031");
    }

    [Fact]
    public void A_spec_may_be_called_as_the_types_and_functions_of_the_code()
    {
        var specs = Names.Select(name => (char.ToUpperInvariant(name[0]) + name[1..] + ".yaml", WithBackend("model: mlp")));
        CompilerWarnings.AssertNone(GeneratorProject.Of([.. specs]).Generate());
    }

    [Theory]
    [InlineData("|> tanh", 4_000)]
    [InlineData("|> (fun x -> x + exp x)", 1_500)]
    [InlineData("|> linear 4", 1_000)]
    [InlineData("|> layernorm |> parts 2 |> (fun (a, b) -> concat b a)", 400)]
    public void A_program_of_many_steps_compiles(string step, int times)
    {
        var program = $"tokens |> embed 4 |> bow\n{string.Concat(Enumerable.Repeat(step + "\n", times))}|> linear vocab";
        var generated = GeneratorProject.Of(("sample.yaml", WithBackend(ModelText.SpecOf(program)))).Generate();
        Assert.Contains("class Network", generated.CodeOf("sample.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_method_has_the_name_of_what_the_class_inherits_or_calls()
    {
        var inherited = typeof(SimdNetwork).GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .Where(member => member is not MethodBase { IsAssembly: true } and not MethodBase { IsSpecialName: true } and not FieldInfo)
            .Where(member => member is not MethodBase { IsPrivate: true })
            .Concat(typeof(Functions).GetMembers(BindingFlags.Public | BindingFlags.Static).Where(member => member is not MethodBase { IsSpecialName: true }))
            .Select(member => member.Name);
        Assert.Empty(inherited.Where(name => char.IsLetter(name[0])).Except(GeneratedNames.OfSimdNetwork));
    }

    private static GeneratedProject Generated(string spec)
    {
        var experiments = GeneratorProject.Experiments;
        var others = experiments.Specs.Where(other => Path.GetDirectoryName(other.Key) == Path.GetDirectoryName(spec) && other.Key.EndsWith("bigram.yaml", StringComparison.Ordinal));
        var project = GeneratorProject.Of([.. others.Select(other => (other.Key, other.Value)), (spec, WithBackend(experiments.Specs[spec]))]);
        return (project with { RootNamespace = experiments.RootNamespace }).Generate();
    }

    private static string WithBackend(string spec) => BackendSpecs.With(spec, "simd");
}
