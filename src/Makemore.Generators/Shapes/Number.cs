using Makemore.Format;

namespace Makemore.Generators.Shapes;

/// <summary>
/// A number known by its formula: <c>context * embedding</c> stays what it says, and carries the value that it has
/// with the defaults of its symbols.
/// </summary>
/// <param name="IsInteger">Whether it is a whole number.</param>
public abstract record Number(bool IsInteger)
{
    /// <summary>Longer formulas are refused, so that whatever walks one ends soon.</summary>
    public const int MaximalSize = 200;

    /// <summary>The value with the defaults of all symbols; null where a symbol is known only at run time.</summary>
    public abstract double? Value { get; }

    /// <summary>The number of operators of the formula.</summary>
    public virtual int Size => 0;

    /// <summary>Whether no symbol is in it, so that nothing can change it.</summary>
    public bool IsPlain => !Symbols.Any();

    /// <summary>How tightly the formula binds: 0 for sums, 1 for products, 2 for everything else.</summary>
    private protected virtual int Precedence => 2;

    /// <summary>The formula with each symbol written by <paramref name="symbol"/>.</summary>
    public abstract string Render(Func<Symbol, string> symbol, string squareRoot = "sqrt");

    /// <summary>The formula with the names of the language.</summary>
    public sealed override string ToString() => Render(symbol => symbol.Name);

    /// <summary>A whole number.</summary>
    public static Number Of(long value) => new Constant(value, true);

    /// <summary>A real number.</summary>
    public static Number Of(double value) => new Constant(value, false);

    /// <summary>The product of all; 1 where there are none.</summary>
    public static Number Product(IEnumerable<Number> factors) => factors.Aggregate(Of(1), (left, right) => left * right);

    /// <summary>The sum, folded where both are constants.</summary>
    public static Number operator +(Number left, Number right) => Binary.Of(ArithmeticOperator.Add, left, right);

    /// <summary>The difference.</summary>
    public static Number operator -(Number left, Number right) => Binary.Of(ArithmeticOperator.Subtract, left, right);

    /// <summary>The product.</summary>
    public static Number operator *(Number left, Number right) => Binary.Of(ArithmeticOperator.Multiply, left, right);

    /// <summary>The quotient; of whole numbers, the caller makes sure that nothing remains.</summary>
    public static Number operator /(Number left, Number right) => Binary.Of(ArithmeticOperator.Divide, left, right);

    /// <summary>The remainder.</summary>
    public static Number operator %(Number left, Number right) => Binary.Of(ArithmeticOperator.Remainder, left, right);

    /// <summary>A number without symbols.</summary>
    public sealed record Constant(double Number, bool IsInteger) : Number(IsInteger)
    {
        /// <inheritdoc/>
        public override double? Value => Number;

        /// <inheritdoc/>
        public override string Render(Func<Symbol, string> symbol, string squareRoot = "sqrt")
        {
            var text = SpecText.Format(Number);
            return IsInteger || text.IndexOfAny(['.', 'e']) >= 0 ? text : text + ".0";
        }

        private protected override int Precedence => Number < 0 ? 0 : 2;
    }

    /// <summary>A hyperparameter, or one of <c>batch</c>, <c>context</c>, <c>vocab</c>.</summary>
    public sealed record Symbol(string Name, double? Default, bool IsInteger) : Number(IsInteger)
    {
        /// <inheritdoc/>
        public override double? Value => Default;

        /// <inheritdoc/>
        public override string Render(Func<Symbol, string> symbol, string squareRoot = "sqrt") => symbol(this);
    }

    /// <summary>Two numbers joined by <c>+ - * / %</c>.</summary>
    public sealed record Binary : Number
    {
        private Binary(ArithmeticOperator operation, Number left, Number right)
            : base(left.IsInteger && right.IsInteger) =>
            (Operation, Left, Right, Size) = (operation, left, right, Math.Min(left.Size + right.Size + 1, int.MaxValue / 4));

        /// <summary>The operator.</summary>
        public ArithmeticOperator Operation { get; }

        /// <summary>The left operand.</summary>
        public Number Left { get; }

        /// <summary>The right operand.</summary>
        public Number Right { get; }

        /// <inheritdoc/>
        public override int Size { get; }

        /// <inheritdoc/>
        public override double? Value => Left.Value is { } left && Right.Value is { } right
            ? Compute(Operation, left, right, IsInteger)
            : null;

        private protected override int Precedence => Operation is ArithmeticOperator.Add or ArithmeticOperator.Subtract ? 0 : 1;

        /// <summary>
        /// The operation, folded where the result is known: constants but for fractions, 1 or 0 times or 0 plus something, and a
        /// product with what divides, since whole numbers are divided without a remainder only.
        /// </summary>
        public static Number Of(ArithmeticOperator operation, Number left, Number right)
        {
            var isInteger = left.IsInteger && right.IsInteger;
            // A fraction stays as it was written: 5.0 / 3 says more than its digits.
            if (left is Constant && right is Constant && (isInteger || operation != ArithmeticOperator.Divide))
            {
                return new Constant(Compute(operation, left.Value!.Value, right.Value!.Value, isInteger), isInteger);
            }

            return (operation, left, right) switch
            {
                (ArithmeticOperator.Multiply or ArithmeticOperator.Divide, _, Constant { Number: 1, IsInteger: true }) => left,
                (ArithmeticOperator.Multiply, Constant { Number: 1, IsInteger: true }, _) => right,
                (ArithmeticOperator.Add or ArithmeticOperator.Subtract, _, Constant { Number: 0, IsInteger: true }) => left,
                (ArithmeticOperator.Add, Constant { Number: 0, IsInteger: true }, _) => right,
                (ArithmeticOperator.Multiply, Constant { Number: 0, IsInteger: true }, { IsInteger: true }) => left,
                (ArithmeticOperator.Multiply, { IsInteger: true }, Binary { Operation: ArithmeticOperator.Divide, IsInteger: true } quotient)
                    when quotient.Right.Equals(left) => quotient.Left,
                (ArithmeticOperator.Multiply, Binary { Operation: ArithmeticOperator.Divide, IsInteger: true } quotient, { IsInteger: true })
                    when quotient.Right.Equals(right) => quotient.Left,
                (ArithmeticOperator.Divide, Binary { Operation: ArithmeticOperator.Multiply, IsInteger: true } product, { IsInteger: true })
                    when product.Left.Equals(right) && right.Value is not 0 => product.Right,
                _ => new Binary(operation, left, right),
            };
        }

        /// <inheritdoc/>
        public override string Render(Func<Symbol, string> symbol, string squareRoot = "sqrt")
        {
            var left = Left.Render(symbol, squareRoot);
            var right = Right.Render(symbol, squareRoot);
            // The right operand of - / % needs parentheses also at equal precedence; so does a remainder anywhere.
            var keepsRight = Right.Precedence > Precedence
                || (Right.Precedence == Precedence && Operation is ArithmeticOperator.Add or ArithmeticOperator.Multiply
                    && Right is Binary { Operation: ArithmeticOperator.Add or ArithmeticOperator.Multiply });
            return $"{(Left.Precedence < Precedence ? $"({left})" : left)} {Operation.Symbol()} {(keepsRight ? right : $"({right})")}";
        }

        private static double Compute(ArithmeticOperator operation, double left, double right, bool isInteger) => operation switch
        {
            ArithmeticOperator.Add => left + right,
            ArithmeticOperator.Subtract => left - right,
            ArithmeticOperator.Multiply => left * right,
            ArithmeticOperator.Divide => isInteger ? Math.Truncate(left / right) : left / right,
            _ => left % right,
        };
    }

    /// <summary>The square root, a real number.</summary>
    public sealed record SquareRoot(Number Argument) : Number(false)
    {
        /// <inheritdoc/>
        public override int Size => Argument.Size + 1;

        /// <inheritdoc/>
        public override double? Value => Argument.Value is { } value ? Math.Sqrt(value) : null;

        /// <inheritdoc/>
        public override string Render(Func<Symbol, string> symbol, string squareRoot = "sqrt") =>
            $"{squareRoot}({Argument.Render(symbol, squareRoot)})";
    }

    /// <summary>The formula with symbols in the place of some of its parts.</summary>
    public Number Replace(IReadOnlyDictionary<Number, Symbol> parts) => parts.TryGetValue(this, out var symbol) ? symbol : this switch
    {
        Binary binary => Binary.Of(binary.Operation, binary.Left.Replace(parts), binary.Right.Replace(parts)),
        SquareRoot root => new SquareRoot(root.Argument.Replace(parts)),
        _ => this,
    };

    /// <summary>All symbols of the formula, in their order, each once.</summary>
    public IEnumerable<Symbol> Symbols => (this switch
    {
        Symbol symbol => [symbol],
        Binary binary => binary.Left.Symbols.Concat(binary.Right.Symbols),
        SquareRoot root => root.Argument.Symbols,
        _ => Enumerable.Empty<Symbol>(),
    }).Distinct();
}
