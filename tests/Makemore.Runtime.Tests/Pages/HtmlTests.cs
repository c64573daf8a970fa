using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Xunit;

namespace Makemore.Runtime.Tests.Pages;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<script>&\"'", "&lt;script&gt;&amp;&quot;&#39;")]
    [InlineData("a\n\tb", "a\n\tb")]
    [InlineData("\u0001\u202e", "\\x01\\u202e")]
    [InlineData(null, "")]
    public void A_text_is_escaped_and_what_steers_is_spelled_out(string? text, string expected)
    {
        Assert.Equal(expected, Html.Of($"{text}").ToString());
        Assert.Equal($"<p title=\"{expected}\">", Html.Of($"<p title=\"{text}\">").ToString());
    }

    // Data of a theory cannot hold half a character.
    [Fact]
    public void Half_a_character_is_spelled_out() => Assert.Equal("\\ud800!", Html.Text("\ud800!").ToString());

    [Fact]
    public void A_piece_within_a_piece_is_escaped_once() =>
        Assert.Equal("<b>&lt;</b><i>1.5 2 0.25</i>", Html.Of($"{Html.Of($"<b>{"<"}</b>")}<i>{1.5} {2} {0.25:0.00}</i>").ToString());

    [Fact]
    public void Code_keeps_every_character_and_is_marked()
    {
        const string Code = "/// <summary>A & B</summary>\npublic int Add(string text) => \"if // no\" + 'x' + 0x1f + $\"\"\"raw \" {1}\"\"\" + Dense.Of(2); // end";
        var marked = CodeTokens.Of(Code).ToString();

        Assert.Equal(Code, System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(marked, "</?span[^>]*>", "")));
        Assert.Contains("<span class=\"c\">/// &lt;summary&gt;A &amp; B&lt;/summary&gt;</span>", marked, StringComparison.Ordinal);
        Assert.Contains("<span class=\"k\">public</span> <span class=\"k\">int</span> Add(", marked, StringComparison.Ordinal);
        Assert.Contains("<span class=\"s\">&quot;if // no&quot;</span>", marked, StringComparison.Ordinal);
        Assert.Contains("<span class=\"m\">0x1f</span>", marked, StringComparison.Ordinal);
        Assert.Contains("<span class=\"t\">Dense</span>", marked, StringComparison.Ordinal);
        Assert.EndsWith("<span class=\"c\">// end</span>", marked, StringComparison.Ordinal);
    }
}
