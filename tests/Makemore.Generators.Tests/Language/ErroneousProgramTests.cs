using System.Text;
using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Language;

public sealed partial class ErroneousProgramTests
{
    private const string End = "\n|> flatten |> linear vocab";

    private static readonly Dictionary<string, string[]> Programs = new()
    {
        ["Characters"] =
        [
            "tokens |> embed 10 @ flatten",
            "tokens |> embed [10]",
            "tokens\n\t|> embed 10" + End,
            "let f (n: int) = linear n\ntokens |> embed 10 |> f 3" + End,
            "# a note\ntokens |> embed 10" + End,
            "tokens |> embed 10 // 😀 is fine here\n|> flatten 😀 |> linear vocab",
            "(* never closed\ntokens |> embed 10" + End,
            "use \"blocks.mk\ntokens |> embed 10" + End,
            "tokens |> embed 10; flatten",
        ],
        ["Syntax"] =
        [
            "tokens |> embed 10 |> flatten |>",
            "tokens |> |> flatten",
            "tokens |> embed (10 |> flatten",
            "tokens |> embed 10) |> flatten",
            "let = 10\ntokens |> embed 10" + End,
            "let hidden 10\ntokens |> embed hidden" + End,
            "let hidden =\ntokens |> embed hidden" + End,
            "let f n = linear n\n>> tanh\ntokens |> embed 10" + End,
            "tokens |> embed 10" + End + "\nlet late = 3",
            "let a = 1\nlet b = 2",
            "tokens |> embed 10 |> flatten |> repeat 2 fun x -> x",
            "tokens |> embed (if true then 10)" + End,
            "tokens |> embed (if true 10 else 20)" + End,
            "let f (a = 1 = linear a\nlet g = ) 3\ntokens |> embed 10" + End,
            "let f x x = x\ntokens |> embed 10" + End,
            "let then = 3\ntokens |> embed then" + End,
            "tokens |> embed 10\nflatten",
            "use blocks\ntokens |> embed 10" + End,
        ],
        ["SeveralAtOnce"] =
        [
            "let a = (1 + \nlet b = [1; 2\ntokens |> |> embed a",
            "let f x =\n    let a = |> x\n    let b = linear (3 x\n    a + )\nlet g = fun 3 -> x\ntokens |> f" + End,
            "tokens\n|> |> embed 10\n|> flatten )\n|> linear (3 *)\n|> linear vocab",
            "tokens |> |> embed 10 |> ) flatten |> |> linear vocab",
            "tokens\n|> embed (10\n|> flatten\n|> linear (20\n|> linear vocab",
            "tokens |> embed (1 +) init=(normal (* 2))" + End,
            "tokens |> scan (1 +, fill 0 -) (fun a b -> |> a)" + End,
            "tokens\n|> (fun x ->\n     x |> |> tanh\n     |> relu )\n     + )\n|> |> flatten",
            "let f (a 3) (b = ) = a +\nf [1 +; 2; * 3]",
            "let n = if 3 > then 1 + else 2 *\nlet m = match + with | 1 -> | 2 -> 3 * | _ -> 4\ntokens |> embed n" + End,
            "let n = if true then\n          1 |>\n        else\n          2 *\ntokens |> embed n" + End,
            "let mutable n = 10 +\nlet rec f x = f x )\nlet x, x = 3 4 99999999999\ntokens |> embed n" + End,
            "let a = 10 @ 3\nlet b = |> 3\n# a note (\ntokens |> embed \"ten\" |>" + End + " }\n|> linear 3 +",
            "use blocks\nuse \"more.mk\nuse 3\nlet = 10\ntokens |> embed 10 init=(normal" + End,
            "let f x =\n\tlinear 3 x\nlet g =\n\t  |> 3\ntokens |> embed )\n|> linear 3 fun x -> x |> tanh\n|> |> flatten",
            "let = 10\ntokens |> embed 10" + End + "\nlet late = 3\nlet later = )",
            "let a = 1\nuse \"blocks.mk\"\nuse \"other.mk\"\n>> tanh\ntokens |> embed a" + End,
            "def f(x):\n  return x +\ntokens |> embed 10 )\n|> lambda x: x |> f\n|> linear vocab",
            "tokens |> embed 10 |> fly (* never closed\n|> flatten )",
            "let n = 3 +\ntokens |> embedd n" + End,
        ],
        ["Names"] =
        [
            "tokens |> embedd 10" + End,
            "tokens |> embed hiden" + End,
            "tokens |> embed 10 |> transformer",
            "let f n = g n\nlet g n = linear n\ntokens |> embed 10" + End,
            "let f x = f x\ntokens |> embed 10 |> f" + End,
            "let rec f x = f x\ntokens |> embed 10 |> f" + End,
            "let n = n + 1\ntokens |> embed n" + End,
            "let a = 1\nlet a = 2\ntokens |> embed a" + End,
            "let vocab = 30\ntokens |> embed 10" + End,
            "let hiddenSize = 30\nlet hidden_size = 20\ntokens |> embed hiddenSize |> flatten |> linear hidden_size" + End,
            "let useBias = true\nlet use_bias = relu\ntokens |> embed 10" + End,
            "let activation = gelo\ntokens |> embed 10 |> activation" + End,
            "let activation = gelu\ntokens |> embed 10 |> activation approximate=tanh" + End,
            "let activation = gelu\ntokens |> embed activation" + End,
            "let activation = gelu\ntokens |> embed (if activation = relu then 10 else 20)" + End,
            "let unused = fun x -> linaer x\ntokens |> embed 10" + End,
        ],
        ["Arguments"] =
        [
            "tokens |> embed" + End,
            "tokens |> embed 10 |> linear" + End,
            "tokens |> embed 2.5" + End,
            "tokens |> embed 0" + End,
            "let n = 3\ntokens |> embed (n - 3)" + End,
            "tokens |> embed 10 width=3" + End,
            "tokens |> embed 10 inti=(normal 1)" + End,
            "tokens |> embed width=10 width=20" + End,
            "tokens |> embed 10 init=normal 1" + End,
            "tokens |> embed 10 init=0.1" + End,
            "tokens |> embed 10 |> dropout 1.5" + End,
            "tokens |> embed 10 |> flatten |> linear 20 bias=3" + End,
            "tokens |> embed 10 |> flatten |> batchnorm running=deviaton" + End,
            "tokens |> embed 10 |> tanh 5" + End,
            "tokens |> embed 10 |> residual" + End,
            "tokens |> embed 10 |> repeat 2 3" + End,
            "tokens |> embed 10 |> batchnorm epsilon=(-1)" + End,
            "let f a b = a + b\ntokens |> embed (f 1)" + End,
            "let f a = a\ntokens |> embed (f 1 2)" + End,
            "let hidden = 10\ntokens |> embed hidden -1" + End,
            "10 20",
            "tokens |> 10",
        ],
        ["Operators"] =
        [
            "tokens |> embed 10 >> flatten >> linear vocab",
            "tokens |> (3 >> tanh)",
            "tokens |> embed (5 / 3)" + End,
            "let hidden = 5\ntokens |> embed (hidden / 2)" + End,
            "tokens |> embed (1 / 0)" + End,
            "tokens |> embed (2 ** 40)" + End,
            "tokens |> embed (65536 * 65536)" + End,
            "let hidden = 100000\ntokens |> embed (hidden * hidden)" + End,
            "tokens |> embed 99999999999" + End,
            "tokens |> embed 10 |> dropout 1e999" + End,
            "tokens |> embed (1 + true)" + End,
            "tokens |> embed (if 1 then 2 else 3)" + End,
            "tokens |> embed (if true && 3 then 2 else 3)" + End,
            "let x = tokens |> embed 10\nx + linear 10" + End,
            "let x = tokens |> embed 10\nx % x" + End,
            "let x = tokens |> embed 10\n-tanh" + End,
            "tokens |> embed 10 |> flatten |> linear (sqrt (-4))" + End,
        ],
        ["Shapes"] =
        [
            "tokens |> linear 10" + End,
            "tokens |> embed 10 |> embed 10" + End,
            "tokens |> embed 10 |> flatten |> attention 2" + End,
            "tokens |> embed 10 |> attention 3" + End,
            "tokens |> embed 10 |> flatten 2" + End,
            "tokens |> embed 10 |> residual (linear 20)" + End,
            "let block width = residual (layernorm >> feedForward 40 width)\ntokens |> embed 10 |> block 20" + End,
            "let a = tokens |> embed 10\nlet b = a |> flatten\na + b" + End,
            "let a = tokens |> embed 10\na |> flatten |> unembed (tanh a)",
            "let a = tokens |> embed 10\na |> flatten |> unembed a",
            "tokens |> embed 10",
            "tokens |> embed 10 |> flatten |> linear 27",
            "tokens |> embed 10 |> linear vocab |> flatten",
            "tokens",
            "42",
            "linear",
        ],
        ["Habits"] =
        [
            "open System\ntokens |> embed 10" + End,
            "let mutable n = 10\ntokens |> embed n" + End,
            "tokens |> embed 10 |> linear 5 bias = false" + End,
            "tokens |> embed 10 |> linear 5 bias=False" + End,
            "tokens |> embed 0xFF" + End,
            "tokens |> embed \"ten\"" + End,
            "let n = 10<chars>\ntokens |> embed n" + End,
            "tokens |> embd 10" + End,
            "tokens |> embed 10 |> linaer 5" + End,
            "let f (x: int) = x\ntokens |> embed (f 3)" + End,
            "for i in 0 .. 3 do\ntokens |> embed 10" + End,
            "tokens |> embed 10 |> lambda x: x" + End,
            "def f(x):\n  return x\ntokens |> embed 10" + End,
            "tokens |> embed(10) |> linear(5, bias=false)" + End,
        ],
        ["Lists"] =
        [
            "let x = tokens |> embed 10\nx |> List.fold (fun y n -> linear n y) [1; 2]" + End,
            "let x = tokens |> embed 10\n[for i in 3 -> i]" + End,
            "let x = tokens |> embed 10\n[0 .. vocab]" + End,
            "let x = tokens |> embed 10\n[0 .. 99999]" + End,
            "let x = tokens |> embed 10\n[1; 2" + End,
            "let x = tokens |> embed 10\n[for n [1] -> n]" + End,
            "let x = tokens |> embed 10\nList.map 3 [1]" + End,
            "let x = tokens |> embed 10\nList.map tanh 3" + End,
            "let x = tokens |> embed 10\nx |> linear [1; 2]" + End,
            "let x = tokens |> embed 10\nmatch 3 with | 1 -> x | 2 -> x" + End,
            "let x = tokens |> embed 10\nmatch x with | 1 -> x" + End,
            "let x = tokens |> embed 10\nmatch 3 with | x + 1 -> x" + End,
            "let x = tokens |> embed 10\nmatch 3 | 1 -> x" + End,
            "let x = tokens |> embed 10\nx |> [tanh; relu]" + End,
            "let x = tokens |> embed 10\nnot 3" + End,
            "let x = tokens |> embed 10\n3 <| x" + End,
            "let x = tokens |> embed 10\n[1; missing]" + End,
            "let x = tokens |> embed 10\nx + [1.5 .. 2]" + End,
        ],
        ["Tensors"] =
        [
            "let x = tokens |> embed 10\nx |> softmax over=head" + End,
            "let x = tokens |> embed 10\nx |> sum" + End,
            "let x = tokens |> embed 10\nx |> split head=2 body=5" + End,
            "let x = tokens |> embed 10\nx |> split head=4" + End,
            "let x = tokens |> embed 10\nx |> split" + End,
            "let x = tokens |> embed 10\nx |> rename time=width" + End,
            "let x = tokens |> embed 10\ndot x (x |> slice 3)" + End,
            "let x = tokens |> embed 10\nx |> dot (fill 1 head=3) over=head" + End,
            "let x = tokens |> embed 10\nx * parameter time=8" + End,
            "let x = tokens |> embed 10\nx |> scan (fill 0 width=10) (fun state input -> concat state input)" + End,
            "let x = tokens |> embed 10\nx |> scan (fill 0 width=10, fill 0 width=10) (fun (a, b) input -> a + input)" + End,
            "let x = tokens |> embed 10\nx |> scan (fill 0 width=10) (fun (a, b) input -> a + input)" + End,
            "let x = tokens |> embed 10\nx |> scan 3 (fun state input -> state + input)" + End,
            "let x = tokens |> embed 10\nx |> scan (fill 0 width=10) (fun state input -> state + batchnorm input)" + End,
            "let x = tokens |> embed 10\nx |> flatten |> scan (fill 0 width=10) (fun state input -> state + input)" + End,
            "let x = tokens |> embed 10\nlet a, b, c = x |> parts 2\na" + End,
            "let x = tokens |> embed 10\nlet (a) = x\na" + End,
            "let x = tokens |> embed 10\nlet a, a = x |> parts 2\na" + End,
            "let x = tokens |> embed 10\nx |> parts 3" + End,
            "let x = tokens |> embed 10\nx |> flatten |> cumsum" + End,
            "let x = tokens |> embed 10\nx |> split head=2 |> flatten" + End,
            "let x = tokens |> embed 10\nx * max 1 2" + End,
            "let x = tokens |> embed 10\nx |> slice 20" + End,
            "let x = tokens |> embed 10\nwhere (x < 0) x" + End,
            "let x = tokens |> embed 10\nx |> join over=width" + End,
            "let x = tokens |> embed 10\n(x, x) |> tanh" + End,
            "let x = tokens |> embed 10\nsin 3" + End,
            "let x = tokens |> embed 10\nx + (x |> slice 5)" + End,
            "let x = tokens |> embed 10\nx |> lags" + End,
            "let x = tokens |> embed 10\nx |> lags width=2" + End,
            "let x = tokens |> embed 10\nx |> flatten |> lags lag=2" + End,
            "let x = tokens |> embed 10\nx |> lookup x over=width" + End,
            "let x = tokens |> embed 10\nx |> lookup (index over=time x) over=head" + End,
            "let x = tokens |> embed 10\nx |> linear (size over=time x)" + End,
            "let x = tokens |> embed 10\nx |> linear (size over=head x)" + End,
            "let x = tokens |> embed 10\nconcat x (x |> flatten)" + End,
            "let x = tokens |> embed 10\nconcat x (x |> slice 5) over=time" + End,
            "let x = tokens |> embed 10\nx |> linear none" + End,
            "let x = tokens |> embed 10\n(x, x) |> scan (fill 0 width=10) (fun state input -> state + input)" + End,
            "let x = tokens |> embed 10\n(x, x |> slice 2 over=time) |> scan (fill 0 width=10) (fun state (a, b) -> state + a + b)" + End,
            "let x = tokens |> embed 10\n(x, 3) |> scan (fill 0 width=10) (fun state (a, b) -> state + a + b)" + End,
        ],
        ["Layers"] =
        [
            "tokens |> embed 10 |> attention 3" + End,
            "tokens |> embed 10 |> attention 0" + End,
            "tokens |> embed 10 |> attention 10 positions=rotary" + End,
            "tokens |> embed 12 |> attention 6 keyValueHeads=4" + End,
            "tokens |> embed 12 |> attention 2 position=rotary" + End,
            "tokens |> embed 12 |> attention 2 positions=rotory" + End,
            "tokens |> embed 12 |> attention 2 window=0" + End,
            "tokens |> embed 12 |> attention 2 dropout=1" + End,
            "tokens |> embed 12 |> flatten |> attention 2" + End,
            "tokens |> gru 4" + End,
            "tokens |> embed 12 |> flatten |> gru 4" + End,
            "tokens |> embed 12 |> gru tanh" + End,
            "tokens |> embed 12 |> conv 4 width=0" + End,
            "tokens |> embed 12 |> last |> window 2" + End,
            "let f (span = none) x = if span = 3 then x else tanh x\ntokens |> embed 12 |> f |> linear missing" + End,
            "tokens |> embed 12 |> rotate tanh" + End,
        ],
        ["Annotations"] = AnnotationTests.WrongPrograms,
        ["Size"] =
        [
            "tokens |> embed 10 |> repeat 1000000 tanh" + End,
            "let double f = f >> f\ntokens |> embed 10 |> double (double (double (double (repeat 100000 tanh))))" + End,
            "let w = 2\nlet a = w * w\nlet b = a * a * a * a\nlet c = b * b * b * b\nlet d = c * c * c * c * c * c * c * c\ntokens |> embed d" + End,
        ],
    };

    public static TheoryData<string> Groups => [.. Programs.Keys];

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_wrong_program_is_told_what_is_wrong_and_where(string group) =>
        Snapshot.Verify(Render(Programs[group].Select(program => (program, ModelText.Diagnose(program)))), "txt", group);

    [Fact]
    public void A_wrong_preset_or_file_is_told_what_is_wrong_and_where()
    {
        (string, string)[] files =
        [
            ("base.yaml", "model: mlp\ndataset: { path: data.txt }\n"),
            ("cycle.mk", "use \"other.mk\"\nlet a = 1\n"),
            ("other.mk", "use \"cycle.mk\"\nlet b = 1\n"),
            ("model.mk", "let a = 1\ntokens |> embed a\n"),
            ("wrong.mk", "let dense n = linear n >> relo\n"),
        ];
        Snapshot.Verify(Render(Specs.Select(spec => (spec, ModelText.DiagnoseSpec(
            spec.StartsWith("extends", StringComparison.Ordinal) ? spec : $"dataset: names\n{spec}", files)))), "txt");
    }

    private static string Render(IEnumerable<(string Text, string Diagnostics)> items)
    {
        var text = new StringBuilder();
        foreach (var (source, diagnostics) in items)
        {
            Assert.True(diagnostics.Length > 0, $"Nothing is wrong with:\n{source}");
            text.Append("---- ").Append(source.TrimEnd().Replace("\n", "\n     ", StringComparison.Ordinal))
                .Append("\n\n").Append(diagnostics);
        }

        return text.ToString();
    }
}
