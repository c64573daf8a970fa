using Makemore.Runtime.Numerics;

namespace Makemore.Runtime.Sampling;

/// <summary>Draws a token from a distribution by the inverse of its cumulative distribution.</summary>
internal sealed class TokenDraw(int vocabulary, double temperature, int topK)
{
    private readonly double[] weights = new double[vocabulary];

    /// <summary>Draws a token; one number of the generator is used, none at temperature 0, which takes the likeliest.</summary>
    /// <param name="logProbabilities">The logarithms of the probabilities, (vocabulary).</param>
    /// <param name="generator">Gives the number.</param>
    /// <exception cref="MakemoreException">The distribution has no likeliest token.</exception>
    public int Next(ReadOnlySpan<float> logProbabilities, TorchGenerator generator)
    {
        var likeliest = Likeliest(logProbabilities);
        if (temperature == 0)
        {
            return likeliest;
        }

        var largest = logProbabilities[likeliest];
        var threshold = Threshold(logProbabilities);
        var sum = 0.0;
        for (var token = 0; token < weights.Length; token++)
        {
            var logProbability = logProbabilities[token];
            weights[token] = logProbability < threshold ? 0 : Math.Exp((logProbability - largest) / temperature);
            sum += weights[token];
        }

        return Invert(generator.NextDouble() * sum);
    }

    private int Invert(double point)
    {
        var last = 0;
        for (var token = 0; token < weights.Length; token++)
        {
            if (weights[token] > 0)
            {
                last = token;
                point -= weights[token];
                if (point < 0)
                {
                    break;
                }
            }
        }

        return last;
    }

    // The logarithm that the k-th likeliest token has; those as likely as it stay.
    private float Threshold(ReadOnlySpan<float> logProbabilities)
    {
        if (topK <= 0 || topK >= logProbabilities.Length)
        {
            return float.NegativeInfinity;
        }

        var sorted = logProbabilities.ToArray();
        Array.Sort(sorted);
        return sorted[^topK];
    }

    private static int Likeliest(ReadOnlySpan<float> logProbabilities)
    {
        var likeliest = 0;
        for (var token = 0; token < logProbabilities.Length; token++)
        {
            if (float.IsNaN(logProbabilities[token]))
            {
                throw new MakemoreException("The model gives no probabilities (NaN): its weights are damaged. " +
                    "Train it again.")
                { ExitCode = 1 };
            }

            if (logProbabilities[token] > logProbabilities[likeliest])
            {
                likeliest = token;
            }
        }

        return likeliest;
    }
}
