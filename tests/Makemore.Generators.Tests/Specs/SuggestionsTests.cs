using CsCheck;
using Makemore.Format;

namespace Makemore.Generators.Tests.Specs;

public sealed class SuggestionsTests
{
    [Theory]
    [InlineData("tokeniser", "tokenizer")]
    [InlineData("stpes", "steps")]
    [InlineData("Steps", "steps")]
    [InlineData("learning_rate", "learning-rate")]
    [InlineData("momentum", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void The_closest_name_is_found_where_one_is_close(string name, string? expected) =>
        Assert.Equal(expected, Suggestions.Closest(name, ["steps", "tokenizer", "learning-rate", "split"]));

    [Fact]
    public void The_distance_is_symmetric_and_zero_for_equal_texts_only() =>
        Gen.Select(Gen.String[Gen.Char["abc"], 0, 8], Gen.String[Gen.Char["abc"], 0, 8]).Sample((left, right) =>
            Suggestions.Distance(left, right) == Suggestions.Distance(right, left)
            && Suggestions.Distance(left, right) == 0 == (left == right)
            && Suggestions.Distance(left, right) <= Math.Max(left.Length, right.Length));
}
