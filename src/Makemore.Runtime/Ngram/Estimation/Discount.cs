using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>What is taken from each count.</summary>
/// <param name="Value">The number; null where it is estimated from the counts of counts, or still to be fitted.</param>
/// <param name="IsFitted">Whether it is to be chosen on the dev split.</param>
public readonly record struct Discount(double? Value, bool IsFitted)
{
    /// <summary>What stands in where counts of counts say nothing, as with KenLM's <c>--discount_fallback</c>.</summary>
    public const double Fallback = 0.5;

    /// <summary>The discount of a spec.</summary>
    public static Discount Of(SmoothingParameter parameter) => parameter switch
    {
        SmoothingParameter.Given given => new(given.Value, IsFitted: false),
        _ => new(null, IsFitted: parameter is SmoothingParameter.Fitted),
    };

    /// <summary>
    /// The number for an order: as given, or D = n1 / (n1 + 2 n2) (Ney, Essen and Kneser, 1994), where n1 and n2 are the
    /// n-grams with count 1 and 2.
    /// </summary>
    internal double For(CountsOfCounts counts)
    {
        if (IsFitted)
        {
            throw new InvalidOperationException("The discount is still to be fitted.");
        }

        return Value ?? (counts[1] > 0 && counts[2] > 0 ? counts[1] / (counts[1] + (2.0 * counts[2])) : Fallback);
    }

    /// <summary>Takes the discount from each count of a context, and gives what was taken to the shorter context.</summary>
    internal static double Apply(in ContextCounts context, Span<double> shares, double discount)
    {
        double total = context.Total;
        var taken = 0.0;
        for (var i = 0; i < context.Counts.Length; i++)
        {
            var amount = Math.Min(discount, context.Counts[i]);
            shares[i] = (context.Counts[i] - amount) / total;
            taken += amount;
        }

        return taken / total;
    }
}

/// <summary>How many n-grams of an order have a count of 1, 2, 3 and so on.</summary>
internal sealed class CountsOfCounts
{
    private readonly long[] numbers;

    /// <summary>Counts the counts up to a greatest one.</summary>
    public CountsOfCounts(ReadOnlySpan<long> counts, int greatest)
    {
        numbers = new long[greatest + 1];
        foreach (var count in counts)
        {
            if (count <= greatest)
            {
                numbers[count]++;
            }
        }
    }

    /// <summary>How many n-grams have a count.</summary>
    public long this[int count] => numbers[count];
}
