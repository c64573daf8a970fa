using System.Collections.Immutable;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>
/// Kneser-Ney smoothing (Kneser and Ney, 1995), interpolated: p(w|h) = (a(hw) - D) / A(h) + D T(h) / A(h) p(w|h'), where a is
/// the adjusted count (<see cref="AdjustedCounts"/>), A(h) their sum over all tokens, T(h) the different tokens that followed
/// h, and h' is h without its first token. Each order has D = n1 / (n1 + 2 n2) from its counts of adjusted counts, unless one
/// D is given for all. Below the empty context the distribution is uniform over the tokens that were seen and one that
/// stands for all others.
/// </summary>
/// <param name="discount">D.</param>
public sealed class KneserNey(Discount discount) : ContextSmoothing
{
    /// <inheritdoc/>
    public override bool IsFitted => discount.IsFitted;

    /// <inheritdoc/>
    public override ImmutableArray<NamedParameter> Parameters => discount.Value is { } value ? [new("discount", value)] : [];

    /// <inheritdoc/>
    public override Smoothing Fit(NgramTrie trie, TokenSequences dev, CancellationToken cancellation = default) =>
        IsFitted ? With(Fit(With, 0, 1, trie, dev, cancellation)) : this;

    /// <inheritdoc/>
    private protected override ReadOnlySpan<long> Counts(NgramTrie trie, int order) => AdjustedCounts.Of(trie, order);

    /// <inheritdoc/>
    private protected override double Uniform(NgramTrie trie) => AdjustedCounts.Uniform(trie);

    /// <inheritdoc/>
    private protected override ContextEstimator EstimatorFor(NgramTrie trie, int order, ReadOnlySpan<long> counts)
    {
        var amount = discount.For(new CountsOfCounts(counts, greatest: 2));
        return (in context, shares) => Discount.Apply(context, shares, amount);
    }

    private static KneserNey With(double value) => new(new Discount(value, IsFitted: false));
}
