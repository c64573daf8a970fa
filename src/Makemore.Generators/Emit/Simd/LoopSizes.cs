namespace Makemore.Generators.Emit.Simd;

/// <summary>
/// The sizes of a kernel whose formulas are long, each with a name, so that a place in memory is told in one line; and those that are
/// quotients, since a division takes as long as a vector of exponentials.
/// </summary>
internal sealed class LoopSizes
{
    // From so many operators on a size has a name.
    private const int LongSize = 3;

    private readonly Dictionary<Number, Number.Symbol> symbols = [];
    private readonly List<(Number.Symbol Symbol, Number Size)> sizes = [];

    /// <summary>Names sizes.</summary>
    /// <param name="axes">The axes of loops and tensors.</param>
    /// <param name="names">The names that are taken.</param>
    public LoopSizes(IEnumerable<Axis> axes, LocalNames names)
    {
        // Those that others are made of come first.
        foreach (var axis in axes.Where(axis => axis.Size.Size >= LongSize || Divides(axis.Size)).OrderBy(axis => axis.Size.Size))
        {
            if (!symbols.ContainsKey(axis.Size))
            {
                var symbol = new Number.Symbol(names.Add(LoopNames.Of(axis.Name) + "Count"), axis.Size.Value, true);
                sizes.Add((symbol, Short(axis.Size)));
                symbols.Add(axis.Size, symbol);
            }
        }
    }

    /// <summary>A formula in which sizes have their names.</summary>
    public Number Short(Number number) => symbols.Count == 0 ? number : number.Replace(symbols);

    /// <summary>Those that are used, with their formulas, in an order in which none comes before what it is made of.</summary>
    /// <param name="used">All symbols that are used; those of the formulas are added.</param>
    public IReadOnlyList<(string Name, Number Size)> Used(HashSet<Number.Symbol> used)
    {
        var result = new List<(string Name, Number Size)>();
        foreach (var (symbol, size) in sizes.AsEnumerable().Reverse().Where(size => used.Contains(size.Symbol)))
        {
            used.UnionWith(size.Symbols);
            result.Insert(0, (symbol.Name, size));
        }

        return result;
    }

    private static bool Divides(Number size) => size is Number.Binary binary
        && (binary.Operation is ArithmeticOperator.Divide or ArithmeticOperator.Remainder || Divides(binary.Left) || Divides(binary.Right));
}
