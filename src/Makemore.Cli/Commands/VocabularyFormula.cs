using System.Globalization;

namespace Makemore.Cli.Commands;

/// <summary>
/// A size of a graph as a formula of the vocabulary, where that is not known: sizes and numbers of parameters are polynomials
/// of it, of the second degree at most, and three of their values tell which.
/// </summary>
internal static class VocabularyFormula
{
    private const string Symbol = "vocab";

    // With many divisors, for a layer that needs a multiple of something.
    private const int Unit = 5040;

    /// <summary>The vocabularies for which the values are needed, and a fourth that a formula is checked with.</summary>
    public static IReadOnlyList<int> Vocabularies { get; } = [Unit, 2 * Unit, 3 * Unit, 4 * Unit];

    /// <summary>The formula of the values: <c>10 * vocab + 200</c>; null where they are no such polynomial.</summary>
    /// <param name="values">The values for <see cref="Vocabularies"/>, in their order.</param>
    public static string? Of(IReadOnlyList<long> values)
    {
        var second = values[2] - (2 * values[1]) + values[0];
        var first = values[1] - values[0] - (3 * second / 2);
        var constant = values[0] - first - (second / 2);
        var isPolynomial = values[3] == constant + (4 * first) + (16 * second / 2)
            && second % (2L * Unit * Unit) == 0 && first % Unit == 0;
        return !isPolynomial ? null : Text(second / (2L * Unit * Unit), first / Unit, constant);
    }

    private static string Text(long second, long first, long constant)
    {
        string[] terms =
        [
            .. Term(second, $"{Symbol} * {Symbol}"),
            .. Term(first, Symbol),
            .. constant == 0 && (first != 0 || second != 0) ? (string[])[] : [Number(constant)],
        ];
        return string.Join(" + ", terms).Replace("+ -", "- ", StringComparison.Ordinal);
    }

    private static string[] Term(long factor, string power) => factor switch
    {
        0 => [],
        1 => [power],
        _ => [$"{Number(factor)} * {power}"],
    };

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
