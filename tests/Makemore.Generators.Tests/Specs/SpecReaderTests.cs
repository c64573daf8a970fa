using Makemore.Generators.Diagnostics;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Tests.Specs;

public sealed class SpecReaderTests
{
    [Theory]
    [InlineData("a: one\nb: two\n")]
    [InlineData("a: one\r\nb: two\r\n")]
    [InlineData("\uFEFFa: one\r\nb: two")]
    [InlineData("# 😀 smile\na: 'one'\nb: \"two\" # 😀\n")]
    [InlineData("{ a: one, b: &x two }")]
    [InlineData("a: one\rb: two\r")]
    public void The_place_of_a_key_and_of_a_value_is_the_text_that_stands_there(string text)
    {
        var tree = Read(text);
        Assert.Equal(["a", "b"], tree.Entries.Select(entry => TextAt(text, entry.Key.Location)));
        Assert.Equal(["one", "two"], tree.Entries.Select(entry => TextAt(text, ((SpecScalar)entry.Value).LocationOf(0, 3))));
    }

    [Theory]
    [InlineData("model: |\n  let x = 1\n\n    tokens\n  end\nnext: 1\n")]
    [InlineData("model: |-\r\n  let x = 1\r\n\r\n    tokens\r\n  end\r\n")]
    [InlineData("model: |2 # a comment\n  let x = 1\n\n    tokens\n  end")]
    [InlineData("model:\n  program: &p |+\n      let x = 1\n   \n        tokens\n      end\n\n\n")]
    [InlineData("\uFEFFmodel: |\n\n  # 😀\n  let x = 1\n\n    tokens\n  end\n")]
    public void Each_character_of_a_block_scalar_knows_its_place(string text)
    {
        var tree = Read(text);
        var value = tree.Find("model")!.Value;
        var scalar = (SpecScalar)(value is SpecMapping mapping ? mapping.Entries[0].Value : value);
        Assert.Contains("tokens", scalar.Text, StringComparison.Ordinal);
        for (var i = 0; i < scalar.Text.Length; i++)
        {
            var location = scalar.LocationOf(i, 0);
            Assert.Equal(0, location.Length);
            Assert.Equal(location, SourceLocation.Of("spec.yaml", text, location.Start, 0));
            if (scalar.Text[i] != '\n')
            {
                Assert.Equal(scalar.Text[i], text[location.Start]);
            }
        }

        Assert.Equal("tokens", TextAt(text, scalar.LocationOf(scalar.Text.IndexOf("tokens", StringComparison.Ordinal), 6)));
    }

    [Fact]
    public void The_end_of_a_block_scalar_stands_behind_its_last_character()
    {
        const string text = "model: |\n  one\n\nnext: 1\n";
        var scalar = (SpecScalar)Read(text).Find("model")!.Value;
        Assert.Equal(text.IndexOf('e', 10) + 1, scalar.LocationOf(scalar.Text.Length, 0).Start);
    }

    [Fact]
    public void What_does_not_stand_in_the_file_to_the_letter_has_the_place_of_the_whole()
    {
        const string text = "a: \"x\\ty\"\nb: >\n  folded\n  text\nc: 'it''s'\n";
        Assert.Equal(
            ["\"x\\ty\"", ">\n  folded\n  text", "'it''s'"],
            Read(text).Entries.Select(entry => TextAt(text, ((SpecScalar)entry.Value).LocationOf(1, 1))));
    }

    [Fact]
    public void An_alias_stands_for_the_value_of_its_anchor()
    {
        var tree = Read("a: &map { x: [1, 2] }\nb: *map\n&key c: 3\nd: *key\n");
        Assert.Equal(tree.Find("a")!.Value, tree.Find("b")!.Value);
        Assert.Equal("c", ((SpecScalar)tree.Find("d")!.Value).Text);
    }

    [Fact]
    public void The_place_of_a_mapping_spans_its_brackets_or_its_lines()
    {
        const string text = "a: { x: 1 }\nb:\n  y: 2\n  z: [3]\nc: 4\n";
        Assert.Equal(["{ x: 1 }", "y: 2\n  z: [3]", "4"], Read(text).Entries.Select(entry => TextAt(text, entry.Value.Location)));
    }

    [Theory]
    [InlineData(100_000, "[")]
    [InlineData(100_000, "{ a: ")]
    [InlineData(20_000, "- ")]
    public void Depth_without_end_is_refused(int count, string opening)
    {
        var spec = ParsedSpec.Read(new("spec.yaml", "spec.yaml", string.Concat(Enumerable.Repeat(opening, count))));
        Assert.Null(spec.Tree);
        Assert.Equal(Rules.TooLarge, Assert.Single(spec.Diagnostics).Rule);
    }

    [Fact]
    public void Aliases_that_explode_are_refused()
    {
        var lines = Enumerable.Range(1, 20).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]");
        var spec = ParsedSpec.Read(new("spec.yaml", "spec.yaml", "model: &a0 1\n" + string.Join('\n', lines)));
        Assert.Null(spec.Tree);
        Assert.Equal(Rules.TooLarge, Assert.Single(spec.Diagnostics).Rule);
    }

    private static SpecMapping Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        var tree = SpecReader.Read(new("spec.yaml", "spec.yaml", text), diagnostics);
        Assert.Empty(diagnostics.ToArray());
        return tree!;
    }

    private static string TextAt(string text, SourceLocation location)
    {
        Assert.Equal(location, SourceLocation.Of("spec.yaml", text, location.Start, location.Length));
        return text.Substring(location.Start, location.Length);
    }
}
