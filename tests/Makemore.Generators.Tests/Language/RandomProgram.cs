using System.Text.RegularExpressions;
using CsCheck;

namespace Makemore.Generators.Tests.Language;

/// <summary>Random programs: mostly right, often wrong, sometimes nonsense.</summary>
internal static class RandomProgram
{
    private static readonly string[] Layers =
    [
        "tanh", "relu", "gelu", "gelu approximate=tanh", "flatten", "flatten 2", "linear 8", "linear n",
            "linear (2 * n) bias=false", "batchnorm",
        "layernorm", "rmsnorm", "dropout 0.1", "dropout p", "attention 2", "attention heads", "bow", "rnn 4", "gru n",
            "lstm 4", "last", "window 2",
        "softmax over=head", "sum over=time", "mean over=width", "variance over=head", "maximum over=width", "cumsum", "split head=2",
            "split head=heads over=time", "join over=head", "join over=time into=width", "rename time=source", "rename width=head",
            "dot x", "dot x over=time", "parts 2", "slice 3", "slice 2 start=1 over=time", "shift 2", "reverse", "max 0", "min x",
            "parameter width=8", "fill 1 head=2", "index over=time", "where (x < 0) x", "share block", "exp", "log", "(x, x)",
            "lags lag=2", "lags head=heads dilation=2", "lookup x over=head", "lookup (index over=time x) over=width", "concat x over=time",
            "concat x over=head", "linear (size over=width x)", "attention 2 positions=rotary", "attention heads keyValueHeads=1",
            "attention 4 window=n positions=alibi", "attention 2 positions=relative dropout=p", "gru n bias=false", "(if none = 3 then tanh else relu)",
            "scan (fill 0 width=n) (fun s i -> s + i)", "scan (parameter width=n, x) (fun (s, r) i -> (s + i, r))", "scan x f",
        "position", "softmax", "conv 4", "conv n width=2 dilation=2", "embed n", "onehot", "linear vocab",
            "feedForward 8 n", "residual tanh", "f", "g 3", "block",
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "2", "3", "10", "64", "0.1", "1e-3", "-1", "n", "p", "heads", "vocab", "context", "2147483647",
            "1_000", "1e308", "missing", "true", "tokens", "tanh",
    ];

    private static readonly string[] Operators =
        ["|>", ">>", "<<", "+", "-", "*", "/", "%", "**", "=", "<>", "<", ">", "<=", ">=", "&&", "||"];

    private static readonly string[] Pieces =
    [
        "let ", "in ", "fun x -> ", "if ", " then ", " else ", " elif ", "(", ")", "|>", ">>", "<<", "=", "==", "->",
            "-", "+", "*", "**", "/", "%", "\n", "\n    ",
        "//", "(*", "*)", "\"", "use \"a.mk\"\n", "rec ", "x", "tokens", "vocab", "99999999999", "1e999", "1.", ".5",
            "let a, b = ", "[", "]", ";", "..", "[for i in ", "List.map ", "List.fold ", "match ", " with ", "| ", "<|", "List.",
            "(fun (a, b) i -> ", "over=time", "over=", "head=", "parameter ", "scan ", "share ", "where ", "parts ",
            "1_", "é", "\t", "😀", "\uD83D", "\0", "@", ":", "init=", "name =", ",",
    ];

    // Layers that fit each other in any order, on vectors over time of the width n.
    private static readonly string[] Fitting =
    [
        "tanh", "relu", "gelu", "silu", "sigmoid", "softmax", "linear n", "linear n bias=false", "linear n init=(kaiming 1)",
        "batchnorm", "layernorm", "rmsnorm", "dropout 0.1", "attention 2", "attention heads", "bow", "rnn n", "gru n", "lstm n",
        "attention 4 positions=rotary", "attention heads keyValueHeads=1 window=2", "attention 4 keyValueHeads=2 positions=alibi",
        "attention heads positions=relative dropout=0.1", "gru n bias=false", "lstm n bias=false init=(normal 0.1)", "repeat 2 (rnn n bias=false)",
        "(lags lag=3 >> mean over=lag)", "(fun x -> parameter width=n place=context init=(normal 1) |> lookup (index over=time x) over=place |> add x)",
        "(fun x -> concat (tanh x) x |> linear n)", "(fun x -> linear (size over=width x) x)", "(split part=2 >> (fun y -> concat y y over=part) >> mean over=part >> linear n)",
        "(fun x -> (x, tanh x) |> scan (fill 0 width=n) (fun state (a, b) -> 0.5 * state + a * b))", "share (gru n)", "scanned",
        "position", "conv n width=2", "residual tanh", "residual (linear n >> relu)", "f", "dense 4 >> dense n", "feedForward 8 n",
        "cumsum", "shift 1", "reverse", "abs", "softplus", "square", "sin", "max 0", "min 0.5", "norm", "attend", "cell",
        "(fun x -> x * parameter width=n init=ones)", "(fun x -> x + parameter * tanh x)", "(fun x -> where (x < 0) (0.1 * x) x)",
        "(split head=2 >> softmax over=head >> join over=head)", "(split part=4 >> linear 2 >> join over=part)",
        "scan (fill 0 width=n, parameter width=n) (fun (a, b) i -> (a + i, b * 0.5 + tanh a))",
        "scan (parameter state=3 width=n) (fun s i -> 0.5 * s + i) >> sum over=state", "mix", "(fun x -> 1 / (square x + 1))",
        "(fun x -> [4; n] |> List.fold (fun y m -> y |> linear m |> tanh) x)",
        "(fun x -> List.fold (fun y f -> f y) x [for m in [4; 8] -> linear m >> relu])", "(match depth with | 2 -> relu | 3 -> tanh | _ -> id)",
        "(fun x -> List.fold (fun y s -> y * s) x [for i in 1 .. 3 -> 1.0 / i])", "(if not (heads = 3) then id else relu)",
        "repeat 2 (fun i -> linear n >> tanh)", "repeat 2 (fun i x -> x * (i + 1))", "repeat 2 (share (linear n))", "repeat depth cell",
        "repeat 2 (linear n >> tanh)", "repeat depth block",
        "activation", "repeat 2 (linear n >> activation)", "scan (fill 0 width=n) (fun s i -> activation (s + i))",
        "(if deep then activation else gate)", "(if heads > 1 then block else tanh)", "block", "block >> block",
    ];

    /// <summary>A program all of whose layers fit each other.</summary>
    public static Gen<string> Right { get; } = Gen.Select(
        Word("embed n", "embed (2 * 4)", "onehot |> linear n"), Word(Fitting).Array[0, 6],
        Word("|> flatten |> linear vocab", "|> linear vocab", "|> last |> linear vocab", "|> flatten |> dense 5 |> linear vocab"),
        (first, layers, last) =>
            "let n = 8  // a width\nlet heads = 2\nlet depth = 3\nlet activation = gelu\nlet gate = sigmoid\nlet deep = true\n"
            + "let f x = x + (x |> linear n)\nlet dense m = linear m >> tanh\n"
            + "let block =\n    residual (layernorm >> attention heads)\n    >> residual (dense 16 >> linear n)\n"
            + "let norm x = (x - mean over=width x) / sqrt (variance over=width x + 1e-5)\n"
            + "let cell = scan (parameter width=n) (fun state input -> concat state input |> linear n |> tanh)\n"
            + "let both = share (linear n)\nlet scanned x = x |> scan (fill 0 width=n) (fun state input -> both (state + input) |> tanh) |> both\n"
            + "let mix x =\n    let first, second = x |> linear (2 * n) |> parts 2\n    sigmoid first * second\n"
            + "let attend x =\n    let q, k, v = x |> linear (3 * n) |> split head=heads |> parts 3\n"
            + "    dot q (k |> rename time=source) |> softmax over=source |> dot (v |> rename time=source) over=source |> join over=head\n"
            + $"tokens |> {first}{string.Concat(layers.Select(layer => layer.Contains(">>", StringComparison.Ordinal) ? $"\n|> ({layer})" : $"\n|> {layer}"))}\n{last}");

    /// <summary>A program of functions with parameters, each of which is likely to be applied several times.</summary>
    public static Gen<string> Applied { get; } = Gen.Select(
        Word("embed n", "embed (2 * n)", "onehot"),
        Word("dense n", "dense 8", "dense (2 * n)", "wide", "first", "mix", "block", "twice", "again", "tanh", "repeat 2 mix", "linear n",
                "stack 2 n")
            .Array[3, 9],
        (first, layers) =>
            "let n = 8  // a width\nlet gain = 5.0 / 3\nlet activation = silu\n"
            + "let dense width = linear width init=(kaiming gain) bias=false >> batchnorm >> activation\n"
            + "let wide = dense (3 * n) >> dense n\nlet first = dense 5\nlet mix x = (x |> linear n) + (x |> dense n)\n"
            + "let stack k m = repeat k (linear m >> relu) >> dense m\n"
            + "let block = dense n >> residual (layernorm >> attention 2) >> residual (linear (4 * n) >> relu >> linear n)\n"
            + "let twice = mix >> mix\nlet again x = dense n x\n"
            + $"tokens |> {first}{string.Concat(layers.Select(layer => $"\n|> {layer}"))}\n|> flatten |> dense 4 |> linear vocab");

    /// <summary>A program by the grammar, its types left to chance, and one that is right as often.</summary>
    public static Gen<string> Programs { get; } = Gen.OneOf(
        Right,
        Gen.Select(Definitions(), Gen.OneOf(Pipeline(), Expression(3)), (definitions, result) => definitions + result));

    /// <summary>A program with some of its characters replaced, or some of its words by others of their kind.</summary>
    public static Gen<string> Mutated { get; } = Gen.Frequency(
        (2, Gen.Select(
            Programs, Gen.Select(Gen.Double[0, 1], Gen.Int[0, 6], Word(Pieces)).Array[1, 5],
            (program, edits) => edits.Aggregate(program, Apply))),
        (3, Gen.Select(
            Right, Gen.Select(Gen.Double[0, 1], Word("1", "2", "3", "4", "8", "16"), Word("tanh", "relu", "bow", "block")).Array[1, 4],
            (program, edits) => edits.Aggregate(program, Exchange))));

    private static Gen<string> Word(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static string Apply(string text, (double Position, int Removed, string Piece) edit)
    {
        var start = (int)(edit.Position * text.Length);
        return text.Remove(start, Math.Min(edit.Removed, text.Length - start)).Insert(start, edit.Piece);
    }

    // Another number in the place of a number, another layer in the place of a layer.
    private static string Exchange(string text, (double Position, string Number, string Layer) edit)
    {
        var words = Regex.Matches(text, @"\b([0-9]+|tanh|relu|gelu|silu|sigmoid|bow|block|layernorm|rmsnorm)\b");
        if (words.Count == 0)
        {
            return text;
        }

        var word = words[(int)(edit.Position * words.Count * 0.999)];
        return text[..word.Index] + (char.IsDigit(word.Value[0]) ? edit.Number : edit.Layer) + text[(word.Index + word.Length)..];
    }

    private static Gen<string> Definitions() => Gen.Select(
        Gen.Frequency(
            (8, Gen.Const("let n = 8  // a width\nlet a = 2\nlet b = 3\nlet c = 4\nlet x = tokens |> embed n\n")),
            (1, Word("let n = 2.5\n", "let n = true\n", ""))),
        Word("let heads = 2\nlet p = 0.1\n", "let p = if context > 2 then 0.1 else 0.2\nlet heads = 2 * 2\n"),
        Gen.OneOf(Word("residual tanh x", "x |> relu", "x"), Expression(2)).Select(body => $"let f x =\n    {body}\n"),
        Gen.OneOf(Word("linear (a * 2) b", "linear a >> relu"), Expression(2))
            .Select(body => $"let g a b =\n    let c = a + 1\n    {body}\n"),
        Word("let block = linear n >> tanh\n", "let block (k = 3) = linear k\n", "let block x =\n    x |> linear n\n  |> tanh\n"),
        (first, second, third, fourth, fifth) => first + second + third + fourth + fifth);

    private static Gen<string> Pipeline() => Gen.Select(
        Word("embed n", "embed 8", "onehot"), Gen.Frequency((5, Word(Layers)), (1, Expression(1))).Array[0, 4],
        Gen.Frequency((4, Gen.Const("|> flatten |> linear vocab")), (1, Word("|> linear vocab", ">> linear vocab", ""))),
        (first, steps, last) => $"tokens |> {first}{string.Concat(steps.Select(step => $"\n|> {step}"))}\n{last}");

    private static Gen<string> Expression(int depth)
    {
        var leaf = Gen.OneOf(Word(Layers), Word(Numbers), Word("x", "a", "b", "c"));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Expression(depth - 1);
        return Gen.Frequency(
            (3, leaf),
            (4, Gen.Select(inner, Word(Operators), inner, (left, symbol, right) => $"{left} {symbol} {right}")),
            (2, inner.Select(text => $"({text})")),
            (1, inner.Select(text => $"(fun x -> {text})")),
            (1, Gen.Select(Word(Numbers), inner, (count, layer) => $"repeat {count} ({layer})")),
            (1, inner.Select(text => $"residual ({text})")),
            (1, Gen.Select(inner, inner, inner, (condition, then, otherwise) =>
                $"(if {condition} then {then} else {otherwise})")),
            (1, Gen.Select(inner, inner, (value, body) => $"(let a = {value} in {body})")),
            (1, inner.Select(text => $"-({text})")),
            (1, Gen.Select(inner, inner, (first, second) => $"[{first}; {second}]")),
            (1, Gen.Select(inner, inner, (first, second) => $"[for i in [{first}] -> {second}]")),
            (1, Gen.Select(inner, inner, inner, (value, one, other) => $"(match {value} with | 1 -> {one} | _ -> {other})")),
            (1, Gen.Select(inner, inner, (function, list) => $"List.map ({function}) {list}")),
            (1, Gen.Select(Word(Layers), inner, (layer, argument) => $"{layer} ({argument}) init=(normal ({argument}))")));
    }
}
