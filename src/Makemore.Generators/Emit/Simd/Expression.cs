namespace Makemore.Generators.Emit.Simd;

/// <summary>A piece of C#, or of a formula, with how tightly it binds.</summary>
/// <param name="Text">The text.</param>
/// <param name="Precedence">-1 for comparisons and choices, 0 for sums, 1 for products, 2 for what needs no parentheses anywhere.</param>
internal readonly record struct Expression(string Text, int Precedence = 2)
{
    /// <summary>Two expressions joined, with the parentheses that keep them together and no others.</summary>
    public static Expression Binary(Expression left, string symbol, Expression right)
    {
        var precedence = symbol is "+" or "-" ? 0 : 1;
        return new($"{left.Within(precedence)} {symbol} {right.Within(precedence + 1)}", precedence);
    }

    /// <summary>A call.</summary>
    public static Expression Call(string function, params IEnumerable<Expression> arguments) =>
        new($"{function}({string.Join(", ", arguments.Select(argument => argument.Text))})");

    /// <summary>The text where at least so much has to bind.</summary>
    public string Within(int precedence) => Precedence < precedence ? $"({Text})" : Text;
}
