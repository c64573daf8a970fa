namespace Makemore.Runtime.Simd;

/// <summary>Sums over all that came before.</summary>
public static class Cumulative
{
    /// <summary>The sum of this and all earlier steps.</summary>
    /// <param name="input">What is summed, (outer, steps, inner).</param>
    /// <param name="result">Where the sums go, of the same shape.</param>
    /// <param name="outer">How many times there are steps.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="inner">The numbers of a step.</param>
    public static void Sum(Floats input, Floats result, int outer, int steps, int inner)
    {
        for (var row = 0; row < outer * steps; row++)
        {
            var start = row * inner;
            for (var index = 0; index < inner; index += Floats.Lanes)
            {
                var value = input.Load(start + index);
                result.Store(start + index, row % steps == 0 ? value : result.Load(start - inner + index) + value, inner - index);
            }
        }
    }
}
