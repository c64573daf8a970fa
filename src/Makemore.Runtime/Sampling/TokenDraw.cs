using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Sampling;

/// <summary>
/// Draws a token from a distribution by the inverse of its cumulative distribution. The distribution is changed in the order
/// penalty, temperature, top-k, top-p.
/// </summary>
internal sealed class TokenDraw(int vocabulary, SamplingSpec spec)
{
    private readonly float[] penalized = new float[vocabulary];
    private readonly double[] weights = new double[vocabulary];
    private readonly int[] order = new int[vocabulary];

    /// <summary>Draws a token; one number of the generator is used, none at temperature 0, which takes the likeliest.</summary>
    /// <param name="logProbabilities">The logarithms of the probabilities, (vocabulary).</param>
    /// <param name="sample">The tokens so far, those of a prompt included.</param>
    /// <param name="generator">Gives the number.</param>
    /// <exception cref="MakemoreException">The distribution has no likeliest token.</exception>
    public int Next(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> sample, TorchGenerator generator)
    {
        var changed = Penalize(logProbabilities, sample);
        var likeliest = Likeliest(changed);
        if (spec.Temperature == 0)
        {
            return likeliest;
        }

        var largest = changed[likeliest];
        var threshold = Threshold(changed);
        var sum = 0.0;
        for (var token = 0; token < weights.Length; token++)
        {
            var logProbability = changed[token];
            weights[token] = logProbability < threshold ? 0 : Math.Exp((logProbability - largest) / spec.Temperature);
            sum += weights[token];
        }

        return Invert(generator.NextDouble() * (spec.TopP < 1 ? KeepNucleus(sum) : sum));
    }

    // Keskar et al. (2019, CTRL) divide the logits of what was said already, which favours it where they are negative and depends on
    // what is added to all of them. Logarithms of probabilities are at most 0 and leave no choice: times the penalty they become
    // p to its power, before the distribution is normalized again.
    private ReadOnlySpan<float> Penalize(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> sample)
    {
        if (spec.RepetitionPenalty == 1)
        {
            return logProbabilities;
        }

        logProbabilities.CopyTo(penalized);
        foreach (var token in sample)
        {
            // From what the model said, so that a token that came twice is punished once. A mere score may be above 0.
            var said = logProbabilities[token];
            penalized[token] = (float)(said <= 0 ? said * spec.RepetitionPenalty : said / spec.RepetitionPenalty);
        }

        return penalized;
    }

    // The nucleus of Holtzman et al. (2020): the fewest of the likeliest tokens whose probabilities sum up to p or more.
    private double KeepNucleus(double sum)
    {
        for (var token = 0; token < order.Length; token++)
        {
            order[token] = token;
        }

        Array.Sort(order, (left, right) => weights[right].CompareTo(weights[left]) is not 0 and var difference ? difference : left.CompareTo(right));
        var kept = 0.0;
        foreach (var token in order)
        {
            if (kept >= spec.TopP * sum)
            {
                weights[token] = 0;
            }

            kept += weights[token];
        }

        return kept;
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
        if (spec.TopK <= 0 || spec.TopK >= logProbabilities.Length)
        {
            return float.NegativeInfinity;
        }

        var sorted = logProbabilities.ToArray();
        Array.Sort(sorted);
        return sorted[^spec.TopK];
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
