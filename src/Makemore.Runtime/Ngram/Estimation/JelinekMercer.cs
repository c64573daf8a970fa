using System.Collections.Immutable;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>
/// Interpolation (Jelinek and Mercer, 1980): p(w|h) = λ c(hw) / N(h) + (1 - λ) p(w|h'), where c(hw) counts the n-gram, N(h)
/// all n-grams with the context h, and h' is h without its first token. Each length of n-gram has its λ; a context that was
/// never seen has λ = 0, and below the empty context the distribution is uniform.
/// </summary>
/// <param name="weights">λ by order, from 1 on; the last one holds for all longer n-grams. Null to fit them on the dev
/// split.</param>
public sealed class JelinekMercer(IReadOnlyList<double>? weights) : ContextSmoothing
{
    private const int MostIterations = 200;
    private const double Tolerance = 1e-7;

    /// <inheritdoc/>
    public override bool IsFitted => weights is null;

    /// <inheritdoc/>
    public override ImmutableArray<NamedParameter> Parameters =>
        [.. (weights ?? [])
            .Select((weight, index) => new NamedParameter(FormattableString.Invariant($"weight-{index + 1}"), weight))];

    /// <inheritdoc/>
    /// <remarks>
    /// By expectation maximization: an order's new λ is the share of those tokens that reach the order, counted by their
    /// probability to do so, that are drawn from it (Jelinek, Statistical Methods for Speech Recognition, 4.4).
    /// </remarks>
    public override Smoothing Fit(NgramTrie trie, TokenSequences dev, CancellationToken cancellation = default)
    {
        if (weights is not null)
        {
            return this;
        }

        var step = new InterpolationWeights(trie, dev);
        var lambdas = Enumerable.Repeat(0.5, trie.Order).ToArray();
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var improved = step.Improve(lambdas);
            var change = improved.Zip(lambdas, (one, other) => Math.Abs(one - other)).Max();
            lambdas = improved;
            if (change < Tolerance)
            {
                break;
            }
        }

        return new JelinekMercer(lambdas);
    }

    /// <inheritdoc/>
    private protected override ContextEstimator EstimatorFor(NgramTrie trie, int order, ReadOnlySpan<long> counts)
    {
        var given = weights ?? throw new InvalidOperationException("The weights are still to be fitted.");
        var lambda = given[Math.Min(order, given.Count) - 1];
        return (in context, shares) =>
        {
            var total = context.Total;
            for (var i = 0; i < context.Counts.Length; i++)
            {
                shares[i] = lambda * context.Counts[i] / total;
            }

            return 1 - lambda;
        };
    }
}
