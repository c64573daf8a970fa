using System.Globalization;
using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <summary>What a kernel of loops computes, as formulas of whole tensors: a line for each tensor that it writes, and for what they share.</summary>
internal sealed class LoopFormula
{
    private const int Longest = 116;

    private readonly LoopKernel kernel;
    private readonly Func<Block, string> nameOf;
    private readonly Dictionary<Place, string> names = [];
    private readonly Dictionary<Place, string> stored = [];
    private readonly Dictionary<Place, int> uses = [];
    private readonly List<string> lines = [];
    private readonly HashSet<string> taken;

    private LoopFormula(LoopKernel kernel, Func<Block, string> nameOf)
    {
        (this.kernel, this.nameOf) = (kernel, nameOf);
        taken = [.. kernel.Blocks.Select(nameOf)];
        foreach (var store in kernel.Stores.Where(store => store is { Mode: StoreMode.Set, Index: null } && !stored.ContainsKey(store.Value)))
        {
            stored.Add(store.Value, nameOf(store.View.Block));
        }

        foreach (var input in kernel.Steps.SelectMany(step => step.Inputs).Concat(kernel.Stores.Select(store => store.Value)))
        {
            uses[input] = uses.TryGetValue(input, out var count) ? count + 1 : 1;
        }
    }

    /// <summary>The lines.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="nameOf">What a block is called.</param>
    public static IReadOnlyList<string> Of(LoopKernel kernel, Func<Block, string> nameOf)
    {
        var formula = new LoopFormula(kernel, nameOf);
        foreach (var store in kernel.Stores)
        {
            formula.Add(store);
        }

        return formula.lines;
    }

    private void Add(Store store)
    {
        var name = nameOf(store.View.Block);
        var row = store.Index is null ? "" : $"[{Of(store.Index.Place).Text}]";
        var value = Of(store.Value);
        switch (store.Mode)
        {
            case StoreMode.Set:
                AddLine(name + row, "=", value);
                break;
            case StoreMode.Add:
                AddLine(name + row, "+=", value);
                break;
            default:
                AddLine(name + row, "=", Expression.Call("max", new Expression(name), value));
                break;
        }
    }

    private void AddLine(string name, string symbol, Expression value)
    {
        if (name != value.Text)
        {
            lines.Add(name.Length + value.Text.Length > Longest ? $"{name} {symbol} ..." : $"{name} {symbol} {value.Text}");
        }
    }

    private Expression Of(Place place)
    {
        if (names.TryGetValue(place, out var known))
        {
            return new(known);
        }

        var value = Expressed(place);
        if (stored.TryGetValue(place, out var field))
        {
            names.Add(place, field);
            AddLine(field, "=", value);
            return new(field);
        }

        var isShared = uses.TryGetValue(place, out var count) && count > 1 && value.Text.Length > 16;
        if (kernel[place] is LoadStep or RowStep || !(isShared || kernel[place] is ReduceStep || value.Text.Length > 60))
        {
            return value;
        }

        // What is shared, and sums, have a line of their own.
        var name = Identifiers.Camel(kernel.NameOf(place.Value)?.Part ?? "part");
        var candidate = name;
        for (var index = 2; !taken.Add(candidate); index++)
        {
            candidate = name + index.ToString(CultureInfo.InvariantCulture);
        }

        names.Add(place, candidate);
        AddLine(candidate, "=", value);
        return new(candidate);
    }

    private Expression Expressed(Place place) => kernel[place] switch
    {
        LoadStep load => new(nameOf(load.View.Block)),
        RowStep row => new($"{nameOf(row.Table.Block)}[{Of(row.Index.Place).Text}]"),
        ReduceStep reduce => Expression.Call(reduce.Function == ReductionFunction.Sum ? "sum" : "max", Of(reduce.Input)),
        ComputeStep { Primitive: Scalar { Value: Number.Constant constant } } => new(((float)constant.Number).ToString("R", CultureInfo.InvariantCulture)),
        ComputeStep { Primitive: Scalar { Value: var number } } => new(number.ToString(), number.Size > 0 ? 0 : 2),
        ComputeStep { Primitive: Iota iota } => new(LoopNames.Of(iota.Axis.Name)),
        ComputeStep compute => Computed(compute.Primitive, [.. compute.Reads.Select(Of)]),
        var step => throw new InvalidOperationException($"No formula for {step}."),
    };

    private static Expression Computed(Primitive primitive, IReadOnlyList<Expression> inputs) => primitive switch
    {
        Unary { Function: UnaryFunction.SquareRoot } => Expression.Call("sqrt", inputs),
        Unary { Function: UnaryFunction.ErrorFunction } => Expression.Call("erf", inputs),
        Unary { Function: UnaryFunction.Absolute } => Expression.Call("abs", inputs),
        Unary { Function: UnaryFunction.Sine } => Expression.Call("sin", inputs),
        Unary { Function: UnaryFunction.Cosine } => Expression.Call("cos", inputs),
        Unary unary => Expression.Call(unary.Function.ToString().ToLowerInvariant(), inputs),
        Binary { Function: BinaryFunction.Add } => Expression.Binary(inputs[0], "+", inputs[1]),
        Binary { Function: BinaryFunction.Subtract } => Expression.Binary(inputs[0], "-", inputs[1]),
        Binary { Function: BinaryFunction.Multiply } when inputs[1].Text == "-1" => new("-" + inputs[0].Within(2), 1),
        Binary { Function: BinaryFunction.Multiply } => Expression.Binary(inputs[0], "*", inputs[1]),
        Binary { Function: BinaryFunction.Divide } => Expression.Binary(inputs[0], "/", inputs[1]),
        Binary { Function: BinaryFunction.Maximum } => Expression.Call("max", inputs),
        Binary { Function: BinaryFunction.Equal } => new($"{inputs[0].Within(0)} == {inputs[1].Within(0)}", -1),
        Binary => new($"{inputs[0].Within(0)} < {inputs[1].Within(0)}", -1),
        ChosenCore chosen => Expression.Call($"{chosen.Name}Core", inputs),
        ChosenFunction chosen => Expression.Call(chosen.Name, inputs),
        ChosenDerivative chosen => Expression.Binary(inputs[2], "*", Expression.Call($"{chosen.Name}'", inputs.Take(2))),
        _ => new($"{inputs[0].Within(0)} ? {inputs[1].Within(0)} : {inputs[2].Within(0)}", -1),
    };
}
