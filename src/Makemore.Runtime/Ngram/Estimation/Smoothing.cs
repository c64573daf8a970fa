using System.Collections.Immutable;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Ngram.Scoring;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>
/// How probabilities are estimated from counts. All methods come to the same form, which is that of ARPA files: an n-gram
/// hw that was seen has a probability p(w|h); of one that was not, p(w|h) = weight(h) p(w|h'), where h' is h without its
/// first token, and below the empty context every token is as likely as all others.
/// </summary>
public abstract class Smoothing
{
    /// <summary>Whether the estimates of a context sum to 1; a mere score has no loss.</summary>
    public virtual bool IsDistribution => true;

    /// <summary>Whether a parameter is still to be chosen on the dev split.</summary>
    public virtual bool IsFitted => false;

    /// <summary>The parameters, for the record.</summary>
    public virtual ImmutableArray<NamedParameter> Parameters => [];

    /// <summary>Makes the estimator that a spec names.</summary>
    public static Smoothing Create(SmoothingSpec spec) => spec.Type switch
    {
        SmoothingType.None => new AddK(0),
        SmoothingType.Laplace => new AddK(1),
        SmoothingType.AddK or SmoothingType.Lidstone => new AddK(Given(spec.K)),
        SmoothingType.JelinekMercer => Given(spec.Weight) is { } weight ? new JelinekMercer([weight]) : new JelinekMercer(null),
        SmoothingType.WittenBell => new WittenBell(),
        SmoothingType.AbsoluteDiscounting => new AbsoluteDiscounting(Discount.Of(spec.Discount)),
        SmoothingType.KneserNey => new KneserNey(Discount.Of(spec.Discount)),
        SmoothingType.ModifiedKneserNey => new ModifiedKneserNey(),
        SmoothingType.Katz => new Katz(spec.Cut),
        SmoothingType.StupidBackoff => new StupidBackoff(spec.Backoff),
        _ => throw new MakemoreException($"An n-gram model has no smoothing '{spec.Type}'."),
    };

    /// <summary>The same method with the parameters that suit the dev split best.</summary>
    /// <param name="trie">The counts of the training split.</param>
    /// <param name="dev">The dev split, which is not empty.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    public virtual Smoothing Fit(NgramTrie trie, TokenSequences dev, CancellationToken cancellation = default) => this;

    /// <summary>Estimates all probabilities.</summary>
    public abstract NgramEstimates Estimate(NgramTrie trie);

    /// <summary>The parameters, of those in a range, that give the dev split the least loss.</summary>
    private protected static double Fit(
        Func<double, Smoothing> create, double from, double to, NgramTrie trie, TokenSequences dev,
            CancellationToken cancellation) =>
        GoldenSection.Minimum(from, to, value =>
            NgramScore.Of(new(trie, create(value).Estimate(trie)), dev, withOrders: false, cancellation).Loss);

    private static double? Given(SmoothingParameter parameter) => (parameter as SmoothingParameter.Given)?.Value;
}

/// <summary>A parameter of an estimator.</summary>
public sealed record NamedParameter(string Name, double Value);
