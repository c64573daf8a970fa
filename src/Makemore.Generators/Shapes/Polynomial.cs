using System.Globalization;

namespace Makemore.Generators.Shapes;

/// <summary>
/// The normal form of a whole number's formula: a sum of coefficients times products of symbols. Two formulas with the
/// same normal form are equal whatever values the symbols take.
/// </summary>
internal static class Polynomial
{
    private const int MaximalTerms = 1000;

    /// <summary>Whether two formulas are equal for all values of their symbols.</summary>
    public static bool AreEqual(Number left, Number right) => Of(left - right).Count == 0;

    /// <summary>Whether a formula is a multiple of another for all values of their symbols.</summary>
    public static bool IsMultiple(Number number, Number divisor) => Divide(Of(number), Of(divisor)) is not null;

    /// <summary>Whether a formula is a sum of products of symbols, so that it is 1 or more where they are.</summary>
    public static bool IsPositive(Number number) =>
        Of(number) is { Count: > 0 } terms && terms.All(term => term.Value >= 1 && term.Key.IndexOf('[') < 0);

    /// <summary>Whether a formula is 0 or more where its symbols are 1 or more.</summary>
    public static bool IsNotNegative(Number number) => Of(number).All(term => term.Value >= 0 && term.Key.IndexOf('[') < 0)
        || (number is Number.Binary { Operation: not (ArithmeticOperator.Subtract or ArithmeticOperator.Remainder) } binary
            && IsNotNegative(binary.Left) && IsNotNegative(binary.Right));

    /// <summary>A whole number's formula as a sum of products, where that is shorter: <c>3 * width - width - width</c> is <c>width</c>.</summary>
    public static Number Simplify(Number number)
    {
        var terms = Cancelled(Of(number));
        var symbols = number.Symbols.Distinct().ToDictionary(KeyOf, symbol => (Number)symbol, StringComparer.Ordinal);
        if (!number.IsInteger || terms.Any(term => Factors(term.Key).Any(factor => !symbols.ContainsKey(factor))))
        {
            return number;
        }

        var sum = Number.Of(0);
        // What is taken off stands behind what it is taken from.
        foreach (var term in terms.OrderBy(term => term.Value < 0))
        {
            var product = Factors(term.Key).Aggregate(Number.Of((long)Math.Abs(term.Value)), (left, factor) => left * symbols[factor]);
            sum = term.Value < 0 ? sum - product : sum + product;
        }

        return sum.Size < number.Size ? sum : number;
    }

    private static SortedDictionary<string, double> Of(Number number)
    {
        switch (number)
        {
            case Number.Constant constant:
                return Term("", constant.Number);
            case Number.Binary { Operation: ArithmeticOperator.Add } sum:
                return Sum(Of(sum.Left), Of(sum.Right), 1);
            case Number.Binary { Operation: ArithmeticOperator.Subtract } difference:
                return Sum(Of(difference.Left), Of(difference.Right), -1);
            case Number.Binary { Operation: ArithmeticOperator.Multiply } product:
                return Product(Of(product.Left), Of(product.Right));
            case Number.Binary { Operation: ArithmeticOperator.Divide } quotient:
                var left = Of(quotient.Left);
                var right = Of(quotient.Right);
                return Divide(left, right) ?? Term($"[{Key(left)}/{Key(right)}]", 1);
            case Number.Binary remainder:
                return Term($"[{Key(Of(remainder.Left))}%{Key(Of(remainder.Right))}]", 1);
            case Number.Symbol symbol:
                return Term(KeyOf(symbol), 1);
            default:
                return Term(number.ToString(), 1);
        }
    }

    // A hyperparameter may be called as what is known at run time only, such as time.
    private static string KeyOf(Number.Symbol symbol) => symbol.Default is null ? symbol.Name : symbol.Name + "!";

    private static SortedDictionary<string, double> Term(string monomial, double coefficient)
    {
        var terms = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (coefficient != 0)
        {
            terms[monomial] = coefficient;
        }

        return terms;
    }

    private static SortedDictionary<string, double> Sum(
        SortedDictionary<string, double> left, SortedDictionary<string, double> right, double sign)
    {
        var result = new SortedDictionary<string, double>(left, StringComparer.Ordinal);
        foreach (var term in right)
        {
            Add(result, term.Key, sign * term.Value);
        }

        return result;
    }

    // A product of long sums is left as it is: equal ones are then known only by their text.
    private static SortedDictionary<string, double> Product(
        SortedDictionary<string, double> left, SortedDictionary<string, double> right)
    {
        if (left.Count * right.Count > MaximalTerms)
        {
            return Term(Monomial([$"[{Key(left)}]", $"[{Key(right)}]"]), 1);
        }

        var result = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var first in left)
        {
            foreach (var second in right)
            {
                Add(result, Monomial(Factors(first.Key).Concat(Factors(second.Key))), first.Value * second.Value);
            }
        }

        return result;
    }

    private static void Add(SortedDictionary<string, double> terms, string monomial, double coefficient)
    {
        terms.TryGetValue(monomial, out var present);
        if (present + coefficient == 0)
        {
            terms.Remove(monomial);
        }
        else
        {
            terms[monomial] = present + coefficient;
        }
    }

    // Only division by one term is carried out: that is what heads, strides and halves need.
    private static SortedDictionary<string, double>? Divide(
        SortedDictionary<string, double> left, SortedDictionary<string, double> right)
    {
        if (right.Count != 1)
        {
            return null;
        }

        var divisor = right.Single();
        var result = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var term in left)
        {
            var factors = Factors(term.Key).ToList();
            if (term.Value % divisor.Value != 0 || !Factors(divisor.Key).All(factors.Remove))
            {
                return null;
            }

            result[Monomial(factors)] = term.Value / divisor.Value;
        }

        return result;
    }

    private static string[] Factors(string monomial) => monomial.Length == 0 ? [] : monomial.Split('·');

    private static string Monomial(IEnumerable<string> factors) =>
        string.Join("·", factors.OrderBy(factor => factor, StringComparer.Ordinal));

    // heads times [width/heads] is width where nothing remains of the division, as it has to be of a size.
    private static SortedDictionary<string, double> Cancelled(SortedDictionary<string, double> terms)
    {
        var cancelled = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var term in terms)
        {
            Add(cancelled, Monomial(Cancelled([.. Factors(term.Key)])), term.Value);
        }

        return cancelled;
    }

    private static List<string> Cancelled(List<string> factors)
    {
        foreach (var quotient in factors.Where(factor => factor.StartsWith("[1×", StringComparison.Ordinal)).ToList())
        {
            string[] parts = quotient.Substring(3, quotient.Length - 4).Split(["/1×"], StringSplitOptions.None);
            if (parts.Length == 2 && parts.All(part => part.IndexOfAny(['[', '+', '*', '/', '%']) < 0) && factors.Contains(parts[1]))
            {
                factors.Remove(parts[1]);
                factors[factors.IndexOf(quotient)] = parts[0];
            }
        }

        return factors;
    }

    // The name of what is not taken apart; it is one factor, whatever stands in it.
    private static string Key(SortedDictionary<string, double> terms) => string.Join(
        "+", terms.Select(term => term.Value.ToString("R", CultureInfo.InvariantCulture) + "×" + term.Key.Replace('·', '*')));
}
