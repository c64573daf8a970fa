using CsCheck;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Specs;

public sealed class MalformedSpecTests
{
    private static readonly string[] Seeds =
    [
        "description: x\nextends: base.yaml\ndataset: { url: 'https://example.org', sha256: ab, unit: line }\nsplit: " +
            "{ train: 0.8, shuffle: python }\n",
        "tokenizer:\n  type: char\n  alphabet: \"abc\"\ncontext: 3\nmodel: |\n  let a = 1 // 😀\n  tokens |> embed a\n",
        "model: { type: mlp, hidden: 200 }\r\ntraining: { steps: 200_000, batch: full, learning-rate: { 0: 0.1, 10: 1e-3 } }\r\n",
        "smoothing: { type: add-k, k: &k 1.0 }\nmodel: ngram\nexpect: { train-loss: 2 +- 0.1, loss: { 0: 3 ± 1 } " +
            "}\nsampling: { temperature: *k }\n",
    ];

    private static readonly string[] Pieces =
    [
        ":", ": ", "-", "- ", "{", "}", "[", "]", ",", "&a ", "*a", "!t ", "|", ">", "'", "\"", "#", "\n", "\r", "\t",
            "  ", "?", "? ", "%", "@", "<<: ",
        "---\n", "...\n", "\0", "\uFEFF", "\uD83D", "😀", "\u2028", "\u0085", "~", "null", "99999999999999999999", "-1",
            "1e999", "\\", "model: ", "l2: ", "loss: ",
    ];

    [Fact]
    public void No_mutation_of_a_spec_makes_the_compiler_throw()
    {
        // The long run begins with the same texts.
        var count = Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1" ? 100_000 : 20_000;
        var edit = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 6], Gen.Int[0, Pieces.Length - 1]);
        var mutation = Gen.Select(Gen.Int[0, Seeds.Length - 1], edit.Array[1, 6]);
        var random = new PCG(stream: 1, seed: 2);
        for (var i = 0; i < count; i++)
        {
            var (seed, edits) = mutation.Generate(random, null, out _);
            Check(edits.Aggregate(Seeds[seed], Apply));
        }
    }

    private static string Apply(string text, (double Position, int Removed, int Piece) edit)
    {
        var start = (int)(edit.Position * text.Length);
        return text.Remove(start, Math.Min(edit.Removed, text.Length - start)).Insert(start, Pieces[edit.Piece]);
    }

    private static void Check(string text)
    {
        try
        {
            var (spec, diagnostics) = SpecProject.Of(("spec.yaml", text), ("base.yaml", "model: mlp\n")).Bind();
            Assert.Equal(spec is null, diagnostics.Any(item => item.Rule.IsError || item.Rule == Rules.NoKeyOfASpec));
            Assert.All(diagnostics, item => Assert.InRange(item.Location.Start + item.Location.Length, 0, text.Length));
            Assert.All(diagnostics, item => Assert.NotEqual("", item.Message));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The compiler fails on:\n{text}", exception);
        }
    }
}
