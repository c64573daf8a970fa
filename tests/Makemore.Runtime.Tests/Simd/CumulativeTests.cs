using Makemore.Runtime.Numerics;
using Makemore.Runtime.Simd;
using Xunit;

namespace Makemore.Runtime.Tests.Simd;

/// <summary>Sums over all that came before, held against sums number by number.</summary>
public sealed class CumulativeTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 5, 1)]
    [InlineData(3, 4, 16)]
    [InlineData(2, 3, 21)]
    [InlineData(1, 7, 64)]
    [InlineData(2, 6, 150)]
    [InlineData(2, 0, 8)]
    public void Each_step_is_the_sum_of_it_and_all_before(int outer, int steps, int inner)
    {
        AssertSums(outer, steps, inner, start: 0, row: steps * inner, step: inner);
        // Steps outside of rows, and steps from the last to the first.
        AssertSums(outer, steps, inner, start: 0, row: inner, step: outer * inner);
        AssertSums(outer, steps, inner, start: Math.Max(0, steps - 1) * inner, row: steps * inner, step: -inner);
    }

    private static void AssertSums(int outer, int steps, int inner, int start, int row, int step)
    {
        var count = outer * steps * inner;
        using var memory = new SimdMemory();
        memory.Reserve((2 * count) + (4 * Floats.Lanes));
        var (input, result) = (memory.At(0), memory.At(count + (2 * Floats.Lanes)));
        new TorchGenerator(7).FillNormal(input.Span(count));
        result[count] = 5;

        Cumulative.Sum(new(input.From(start), row, step), result, outer, steps, inner);

        Assert.Equal(5, result[count]);
        for (var place = 0; place < count; place++)
        {
            var (example, at, unit) = (place / (steps * inner), place / inner % steps, place % inner);
            var sum = 0f;
            for (var before = 0; before <= at; before++)
            {
                sum += input[start + (example * row) + (before * step) + unit];
            }

            Assert.Equal(sum, result[place]);
        }
    }
}
