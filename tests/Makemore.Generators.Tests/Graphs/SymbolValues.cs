using Makemore.Generators.Shapes;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>What formulas come to.</summary>
/// <param name="symbols">Gives the numbers of symbols; the others have their defaults.</param>
internal sealed class SymbolValues(IReadOnlyDictionary<string, double> symbols)
{
    /// <summary>The sizes of axes.</summary>
    public long[] Shape(Axes axes) => [.. axes.Items.Select(axis => Size(axis.Size))];

    /// <summary>A whole number.</summary>
    public long Size(Number number) => (long)Of(number);

    /// <summary>A number.</summary>
    public double Of(Number number) => number switch
    {
        Number.Symbol symbol => symbols.TryGetValue(symbol.Name, out var value) ? value : symbol.Value!.Value,
        Number.Binary { IsInteger: true, Operation: ArithmeticOperator.Divide } quotient =>
            Math.Truncate(Of(quotient.Left) / Of(quotient.Right)),
        Number.Binary binary => binary.Operation switch
        {
            ArithmeticOperator.Add => Of(binary.Left) + Of(binary.Right),
            ArithmeticOperator.Subtract => Of(binary.Left) - Of(binary.Right),
            ArithmeticOperator.Multiply => Of(binary.Left) * Of(binary.Right),
            ArithmeticOperator.Divide => Of(binary.Left) / Of(binary.Right),
            _ => Of(binary.Left) % Of(binary.Right),
        },
        Number.SquareRoot root => Math.Sqrt(Of(root.Argument)),
        _ => number.Value!.Value,
    };
}
