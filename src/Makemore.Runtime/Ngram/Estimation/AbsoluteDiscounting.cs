using System.Collections.Immutable;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>
/// Absolute discounting (Ney, Essen and Kneser, 1994), interpolated: p(w|h) = (c(hw) - D) / N(h) + D T(h) / N(h) p(w|h'),
/// where c(hw) counts the n-gram, N(h) all n-grams with the context h, T(h) the different tokens that followed h, and h' is h
/// without its first token. Each order has D = n1 / (n1 + 2 n2) from its counts of counts, unless one D is given for all.
/// Below the empty context the distribution is uniform.
/// </summary>
/// <param name="discount">D.</param>
public sealed class AbsoluteDiscounting(Discount discount) : ContextSmoothing
{
    /// <inheritdoc/>
    public override bool IsFitted => discount.IsFitted;

    /// <inheritdoc/>
    public override ImmutableArray<NamedParameter> Parameters => discount.Value is { } value ? [new("discount", value)] : [];

    /// <inheritdoc/>
    public override Smoothing Fit(NgramTrie trie, TokenSequences dev, CancellationToken cancellation = default) =>
        IsFitted ? With(Fit(With, 0, 1, trie, dev, cancellation)) : this;

    /// <inheritdoc/>
    private protected override ContextEstimator EstimatorFor(NgramTrie trie, int order, ReadOnlySpan<long> counts)
    {
        var amount = discount.For(new CountsOfCounts(counts, greatest: 2));
        return (in context, shares) => Discount.Apply(context, shares, amount);
    }

    private static AbsoluteDiscounting With(double value) => new(new Discount(value, IsFitted: false));
}
