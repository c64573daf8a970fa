using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("anna é 日本 🙂", "anna é 日本 🙂")]
    [InlineData("a\u001b[31m\t\u0085", @"a\x1b[31m\x09\x85")]
    [InlineData("a\u202eb\u2066\u200f", @"a\u202eb\u2066\u200f")]
    [InlineData("\u200b\u200d\ufeff\u00ad", @"\u200b\u200d\ufeff\xad")]
    [InlineData("a\u2028b\u2029", @"a\u2028b\u2029")]
    [InlineData("\U000e0001", @"\U000e0001")]
    public void What_would_steer_a_terminal_or_a_line_shows_as_an_escape(string text, string expected) =>
        Assert.Equal(expected, VisibleText.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_shows_as_an_escape() =>
        Assert.Equal(@"a\ud83db\ude00", VisibleText.Of("a" + (char)0xD83D + "b" + (char)0xDE00));

    [Fact]
    public void Lines_of_samples_and_cells_of_tables_show_escapes()
    {
        var output = new StringWriter();
        var terminal = new Terminal(
            new() { Output = output, Error = TextWriter.Null, CurrentFolder = "" }, json: false, quiet: true);
        var table = Tables.Of("name");
        table.AddTexts("c\u202ed");

        terminal.WriteSample("a\u2028\nb\u202e");
        terminal.Write(table);

        Assert.Equal(["a\\u2028", "b\\u202e", "name", "c\\u202ed", ""], output.ToString().ReplaceLineEndings("\n").Split('\n'));
    }
}
