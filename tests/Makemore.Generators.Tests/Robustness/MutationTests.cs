using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Makemore.Generators.Specs;
using Makemore.Generators.Tests.Compiling;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Robustness;

/// <summary>
/// Whatever a file holds, the compiler answers with diagnostics and in little time. By default it is asked some thousand
/// times; with the environment variable MAKEMORE_LONG_TESTS=1 a hundred thousand times.
/// </summary>
public sealed partial class MutationTests
{
    private const int Blocks = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string[] Seeds =
    [
        .. GeneratorProject.Experiments.Specs.Values.Concat(GeneratorProject.Features.Specs.Values)
            .Where(text => !text.Contains("\nsweep:", StringComparison.Ordinal))
            // The base of these is no part of the mutant's project.
            .Select(text => text.Replace("extends: mixture-of-softmaxes.yaml", "context: 16", StringComparison.Ordinal)),
        "model: |\n  let dense n (gain = 1.5) = linear n init=(kaiming gain) bias=false >> batchnorm >> tanh\n"
            + "  let rec = fun x -> x\n  let deep = if context > 2 && vocab <> 3 then dense 10 >> dense 20 else relu\n"
            + "  tokens |> embed (2 ** 3 % 5) |> flatten |> deep (* note *) |> linear vocab -1\n",
    ];

    // Pieces that mean something to one of the stages.
    private static readonly string[] Pieces =
    [
        "\n", "\r\n", "\t", " ", "  ", ":", ": ", "- ", "|", ">", "|>", ">>", "{", "}", "[", "]", "(", ")", ",", "\"",
            "'", "#", "//", "(*", "*)",
        "&a ", "*a", "!!int ", "!", "%", "@", "`", "---\n", "...\n", "<<: ", "? ", "~", "null", "true", "0", "-1",
            "1e999", "9999999999999999999",
        "0x1F", ".nan", "1_000", "+-", "±", "\u0000", "\ufeff", "\u2028", "\u0085", "\ud800", "é", "😀", "let ",
            "fun x -> ", "if ", " then ", " else ",
        "tokens", "vocab", "context", "linear ", "embed ", "flatten", "f f", " = ", "=", " / 0", " ** 0.5", " % 0",
            "sqrt ", "use \"a\"\n",
        "extends: spec.yaml\n", "model: ", "type: ", "program: ", "context: 0\n", "dataset: ", "expect: ",
            "split: none\n", "\\", "{0}", "{{", "}}",
    ];

    private static readonly string[][] Kinds =
    [
        ["tanh", "relu", "gelu", "silu", "sigmoid"], ["layernorm", "rmsnorm", "batchnorm"], ["sgd", "adam", "adamw", "lion"],
        ["katz", "witten-bell", "kneser-ney", "modified-kneser-ney", "laplace"], ["names", "given-names"], ["rnn", "gru", "lstm"],
    ];

    public static TheoryData<int> AllBlocks => [.. Enumerable.Range(0, Blocks)];

    private static int CasesOfABlock => Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1" ? 5_000 : 100;

    [Theory]
    [MemberData(nameof(AllBlocks))]
    public void A_damaged_spec_gets_diagnostics_and_no_exception(int block)
    {
        var right = 0;
        for (var i = 0; i < CasesOfABlock; i++)
        {
            var text = Mutant(new Random((block * 1_000_000) + i));
            var clock = Stopwatch.StartNew();
            try
            {
                right += Compile(text) ? 1 : 0;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Assert.Fail($"Case {i} of block {block} throws {error}\n\n{text}");
            }

            Assert.True(clock.Elapsed < Patience,
                $"Case {i} of block {block} takes {clock.Elapsed.TotalSeconds:F1} s:\n\n{text}");
        }

        // Specs that are all wrong would test the first checks alone.
        Assert.True(4 * right >= CasesOfABlock, $"Only {right} of {CasesOfABlock} mutants are right.");
    }

    [Fact]
    public void What_is_still_right_when_it_is_damaged_gives_code_that_compiles_without_a_warning()
    {
        var right = Enumerable.Range(0, Blocks * CasesOfABlock)
            .Select(i => Mutant(new Random(-1 - i)))
            .Where(text => !text.Contains("extends", StringComparison.Ordinal) && SpecProject.Of(text).Compile().Count == 0)
            .Take(300)
            .Select((text, i) => ($"mutant{i}.yaml", text))
            .ToArray();
        Assert.True(right.Length > 50, $"Only {right.Length} mutants are right.");
        CompilerWarnings.AssertNone(GeneratorProject.Of(right).Generate());
    }

    // Whether it is right.
    private static bool Compile(string text)
    {
        var spec = ParsedSpec.Read(new SpecFile("/project/spec.yaml", "spec.yaml", text));
        var other = ParsedSpec.Read(new SpecFile("/project/base.yaml", "base.yaml", "model: mlp\ncontext: 3\n"));
        var result = SpecCompiler.Compile(
            SpecChain.Of(spec, SpecBases.Of([spec, other])), [], new ProjectOptions("Sample", "/project/"));
        Assert.Equal(result.Unit is null, spec.IsForeign || result.Diagnostics.Any(diagnostic => diagnostic.Rule.IsError));
        foreach (var diagnostic in result.Diagnostics)
        {
            Assert.Equal("/project/spec.yaml", diagnostic.Location.File);
            Assert.InRange(diagnostic.Location.Start + diagnostic.Location.Length, 0, text.Length);
            Assert.NotEmpty(diagnostic.Message);
        }

        if (result.Unit is { } unit)
        {
            Assert.All(Emit.ExperimentEmitter.Emit(unit, Backends.Of(unit)), file => Assert.NotEmpty(file.Code));
        }

        return result.Unit is not null;
    }

    private static string Mutant(Random random) =>
        random.Next(5) < 2 ? Damaged(random) : Exchanged(Seeds[random.Next(Seeds.Length)], random);

    // Some numbers, layers and choices have others of their kind in their place.
    private static string Exchanged(string seed, Random random) => Word().Replace(seed, match =>
    {
        var kind = Kinds.FirstOrDefault(kind => kind.Contains(match.Value));
        return random.Next(4) > 0 ? match.Value
            : kind is not null ? kind[random.Next(kind.Length)]
            : match.Value.Length < 3 ? random.Next(1, 30).ToString(CultureInfo.InvariantCulture)
            : match.Value;
    });

    private static string Damaged(Random random)
    {
        var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            var place = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 12), text.Length - place);
            switch (random.Next(6))
            {
                case 0:
                    text.Remove(place, length);
                    break;
                case 1:
                    text.Insert(place, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    text.Remove(place, length).Insert(place, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 3:
                    text.Insert(random.Next(text.Length + 1), text.ToString(place, length));
                    break;
                case 4:
                    text.Insert(place, string.Concat(Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(2, 300))));
                    break;
                default:
                    var other = Seeds[random.Next(Seeds.Length)];
                    text.Insert(place, other[random.Next(other.Length)..]);
                    break;
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"(?<![\w.-])([0-9]+|[a-z]+(-[a-z]+)*)(?![\w.-])")]
    private static partial Regex Word();
}
