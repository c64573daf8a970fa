using Makemore.Runtime.Batches;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>
/// The probabilities behind contexts that were asked for, while the parameters stay as they are: many samples begin alike, so that most
/// of what a thousand names ask for was computed before.
/// </summary>
/// <param name="vocabulary">The number of tokens in the vocabulary.</param>
internal sealed class KnownContexts(int vocabulary)
{
    // Four megabytes.
    private const int MostNumbers = 1 << 20;

    private readonly Dictionary<(int Length, UInt128 Tokens), float[]> known = [];

    /// <summary>Whether contexts of a length can be told apart.</summary>
    public bool CanKnow(int length) => DistinctWindows.Fits(length, vocabulary);

    /// <summary>The logarithms of the probabilities of the next token, if they are known.</summary>
    public bool TryFind(ReadOnlySpan<int> context, Span<float> logProbabilities)
    {
        if (!known.TryGetValue((context.Length, DistinctWindows.KeyOf(context)), out var found))
        {
            return false;
        }

        found.CopyTo(logProbabilities);
        return true;
    }

    /// <summary>Keeps the logarithms of the probabilities of the next token, while there is room.</summary>
    public void Keep(ReadOnlySpan<int> context, ReadOnlySpan<float> logProbabilities)
    {
        if ((long)known.Count * vocabulary < MostNumbers)
        {
            known[(context.Length, DistinctWindows.KeyOf(context))] = [.. logProbabilities[..vocabulary]];
        }
    }

    /// <summary>Forgets everything, since the parameters have changed.</summary>
    public void Clear() => known.Clear();
}
