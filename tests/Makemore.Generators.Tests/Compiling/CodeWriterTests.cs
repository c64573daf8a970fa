using Makemore.Generators.Emit;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>Where lines are broken that would be too long.</summary>
public sealed class CodeWriterTests
{
    [Theory]
    [InlineData("short = call(a, b);", "short = call(a, b);\n")]
    [InlineData("Product.Multiply(left, right, result, columns);", "Product.Multiply(\n    left, right, result,\n    columns);\n")]
    [InlineData("var value = Multiply(left, new(right, 1), result);", "var value = Multiply(\n    left, new(right, 1),\n    result);\n")]
    [InlineData("Gradient(weight).Span(hidden * width * 2).Clear();", "Gradient(weight).Span(\n    hidden * width * 2).Clear();\n")]
    [InlineData("var count = first * second + third * fourth;", "var count =\n    first * second\n    + third * fourth;\n")]
    [InlineData("aLongNameOfAField[1] = anotherLongNameOfAField;", "aLongNameOfAField[1] =\n    anotherLongNameOfAField;\n")]
    [InlineData("total += Draw(weight, \"a, b = (c) + d\", shape);", "total += Draw(\n    weight, \"a, b = (c) + d\",\n    shape);\n")]
    public void A_statement_is_broken_at_the_arguments_of_its_call_or_the_terms_of_its_sum(string statement, string expected) =>
        Assert.Equal(expected, Written(code => code.Statement(statement)));

    [Fact]
    public void An_argument_that_is_longer_than_a_line_is_broken_in_its_turn() => Assert.Equal(
        """
        hidden.Store(
            example * heads * time * (width / heads)
                + place * heads * (width / heads)
                + unit,
            Maximum(
                value.Load(example * time + place),
                value.Load(example * time + unit)));

        """.ReplaceLineEndings("\n"),
        Written(code => code.Statement(
            "hidden.Store(example * heads * time * (width / heads) + place * heads * (width / heads) + unit, "
            + "Maximum(value.Load(example * time + place), value.Load(example * time + unit)));")));

    [Fact]
    public void A_long_summary_has_lines_of_its_own() => Assert.Equal(
        "/// <summary>The shares of a sum &lt; 1.</summary>\n/// <summary>\n/// The shares of a sum, one for\n/// each of its terms, and more.\n/// </summary>\n",
        Written(code =>
        {
            code.Summary("The shares of a sum < 1.");
            code.Summary("The shares of a sum, one for each of its terms, and more.");
        }));

    private static string Written(Action<CodeWriter> write)
    {
        var code = new CodeWriter(32);
        write(code);
        return code.ToString();
    }
}
