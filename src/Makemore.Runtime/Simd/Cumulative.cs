using System.Runtime.Intrinsics;

namespace Makemore.Runtime.Simd;

/// <summary>Sums over all that came before.</summary>
public static class Cumulative
{
    // So many vectors of a step are summed at once that the latency of an addition is hidden, in memory that lies side by side.
    private const int Block = 4 * Floats.Lanes;

    /// <summary>The sum of this and all earlier steps.</summary>
    /// <param name="input">What is summed: at each place (outer, step) the first of the numbers, which lie next to each other.</param>
    /// <param name="result">Where the sums go, (outer, steps, inner).</param>
    /// <param name="outer">How many times there are steps.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="inner">The numbers of a step.</param>
    public static void Sum(Matrix input, Floats result, int outer, int steps, int inner)
    {
        for (var row = 0; row < outer; row++)
        {
            var index = 0;
            for (; index + Block <= inner; index += Block)
            {
                SumBlock(input.Start.From((row * input.Row) + index), input.Column, result.From((row * steps * inner) + index), steps, inner);
            }

            for (; index < inner; index += Floats.Lanes)
            {
                var sum = Vector512<float>.Zero;
                for (var step = 0; step < steps; step++)
                {
                    sum += input.Start.Load((row * input.Row) + (step * input.Column) + index);
                    result.Store((((row * steps) + step) * inner) + index, sum, inner - index);
                }
            }
        }
    }

    private static void SumBlock(Floats input, int inputStep, Floats result, int steps, int resultStep)
    {
        Vector512<float> sum = default, sum2 = default, sum3 = default, sum4 = default;
        for (var step = 0; step < steps; step++)
        {
            sum += input.Load(0);
            sum2 += input.Load(Floats.Lanes);
            sum3 += input.Load(2 * Floats.Lanes);
            sum4 += input.Load(3 * Floats.Lanes);
            result.Store(0, sum, Floats.Lanes);
            result.Store(Floats.Lanes, sum2, Floats.Lanes);
            result.Store(2 * Floats.Lanes, sum3, Floats.Lanes);
            result.Store(3 * Floats.Lanes, sum4, Floats.Lanes);
            input = input.From(inputStep);
            result = result.From(resultStep);
        }
    }
}
