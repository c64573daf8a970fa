using System.Runtime.Intrinsics;
using static Makemore.Runtime.Simd.Functions;

namespace Makemore.Runtime.Simd;

/// <summary>Logits as natural logarithms of probabilities.</summary>
internal static class CrossEntropy
{
    /// <summary>The logarithm of the sum of the exponentials of a row; the largest is taken off first.</summary>
    public static float Total(Floats logits, int start, int vocabulary)
    {
        var lanes = Vector512.Create(float.NegativeInfinity);
        for (var token = 0; token < vocabulary; token += Floats.Lanes)
        {
            lanes = Maximum(lanes, KeepOr(logits.Load(start + token), vocabulary - token, float.NegativeInfinity));
        }

        var largest = Largest(lanes);
        var sum = Vector512<float>.Zero;
        for (var token = 0; token < vocabulary; token += Floats.Lanes)
        {
            var power = Exp(logits.Load(start + token) - Vector512.Create(largest));
            sum += Keep(power, vocabulary - token);
        }

        return Log(Sum(sum)) + largest;
    }

    /// <summary>The logarithm of the probability of each token of a row.</summary>
    public static void LogProbabilities(Floats logits, int start, Span<float> logProbabilities)
    {
        var total = Total(logits, start, logProbabilities.Length);
        for (var token = 0; token < logProbabilities.Length; token++)
        {
            logProbabilities[token] = logits[start + token] - total;
        }
    }

    /// <summary>The logarithm of the probability of one token of a row.</summary>
    public static double LogProbability(Floats logits, int start, int vocabulary, long target) =>
        logits[start + (int)target] - Total(logits, start, vocabulary);
}
