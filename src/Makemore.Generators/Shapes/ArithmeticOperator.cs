namespace Makemore.Generators.Shapes;

/// <summary>An operator that joins two numbers, or two tensors number by number.</summary>
public enum ArithmeticOperator
{
    /// <summary><c>+</c>.</summary>
    Add,

    /// <summary><c>-</c>.</summary>
    Subtract,

    /// <summary><c>*</c>.</summary>
    Multiply,

    /// <summary><c>/</c>.</summary>
    Divide,

    /// <summary><c>%</c>, the remainder.</summary>
    Remainder,
}

/// <summary>How operators are written, in programs and in generated code.</summary>
internal static class ArithmeticOperators
{
    private const string Symbols = "+-*/%";

    /// <summary>The symbol of an operator.</summary>
    public static char Symbol(this ArithmeticOperator operation) => Symbols[(int)operation];

    /// <summary>The operator of a symbol, which must be one.</summary>
    public static ArithmeticOperator Of(string symbol) => (ArithmeticOperator)Symbols.IndexOf(symbol[0]);
}
