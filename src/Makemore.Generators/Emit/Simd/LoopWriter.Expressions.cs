using System.Globalization;
using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <content>Numbers, one by one or sixteen at a time. What is read once stands where it is read, while lines stay short.</content>
internal sealed partial class LoopWriter
{
    // From this length on, parts of an expression become variables.
    private const int Longest = 84;

    private string NameOf(Place place) => kernel[place] switch
    {
        LoadStep { View.Block: { Kind: BlockKind.Input } block } => Identifiers.Camel(block.Name).TrimEnd('s') + "Here",
        LoadStep { View.Block: { Kind: BlockKind.Gradient } block } => block.Name.Replace(".*", "") + "GradientHere",
        LoadStep load => load.View.Block.ShortName.Replace(".*", "") + "Here",
        RowStep row => row.Table.Block.ShortName.Replace(".*", "") + "Row",
        ComputeStep compute => kernel.NameOf(place.Value)?.Part ?? ValueName.Of(compute.Primitive),
        ReduceStep reduce => kernel.NameOf(place.Value)?.Part ?? (reduce.Function == ReductionFunction.Sum ? "total" : "largest"),
        _ => "value",
    };

    // A short number needs no variable.
    private bool IsPlain(Place place) => kernel[place] is ComputeStep { Primitive: Scalar { Value.Size: <= 1 } };

    // A number, in the loops around the innermost.
    private Expression Single(CodeWriter code, Place place) => Read(code, place, isVector: false);

    // Sixteen numbers, in the innermost loop.
    private Expression Vector(CodeWriter code, Place place) =>
        place.Level < Depth ? Expression.Call("Vector512.Create", Single(code, place)) : Read(code, place, isVector: true);

    private Expression Read(CodeWriter code, Place place, bool isVector)
    {
        if (Find(place) is { } name)
        {
            return new(name);
        }

        var expression = Expressed(code, place, isVector);
        return IsPlain(place) || scopes[scopes.Count - 1].IsReadOnce(place) ? expression : Named(code, place, expression);
    }

    // What a statement takes as a whole.
    private Expression Rooted(CodeWriter code, Place place, bool isVector, int longest = Longest)
    {
        var expression = isVector ? Vector(code, place) : Single(code, place);
        return expression.Text.Length > longest && Find(place) is null && (!isVector || place.Level == Depth) ? Named(code, place, expression) : expression;
    }

    private Expression Named(CodeWriter code, Place place, Expression expression)
    {
        var name = names.Add(NameOf(place), "Here");
        code.Assignment($"var {name}", expression.Text);
        scopes[scopes.Count - 1].Names[place] = name;
        return new(name);
    }

    private Expression Expressed(CodeWriter code, Place place, bool isVector)
    {
        if (written.TryGetValue(place, out var store))
        {
            return new(Load(code, store.View, store.Loops, null, isVector));
        }

        switch (kernel[place])
        {
            case LoadStep load:
                return new(Load(code, load.View, load.Place.Loops, null, isVector));
            case RowStep row:
                return new(Load(code, row.Table, row.Loops, row.Index, isVector));
            case ComputeStep { Primitive: Scalar scalar }:
                return NumberOf(scalar.Value);
            case ComputeStep { Primitive: Iota }:
                return isVector ? new($"Indices + Vector512.Create((float){loops[Depth - 1]})", 0) : new($"(float){loops[place.Loops[0]]}");
            case ComputeStep compute:
                return Computed(code, compute, isVector);
            case var step:
                throw new InvalidOperationException($"{step} has no value here.");
        }
    }

    private Expression Computed(CodeWriter code, ComputeStep compute, bool isVector)
    {
        // The scalar operators of vectors spare a call; that of a division takes its second number so.
        var symbol = compute.Primitive is Binary binary ? SymbolOf(binary.Function) : null;
        List<Expression> inputs = [.. compute.Reads.Select((read, place) =>
            isVector && !(symbol == "*" || (symbol == "/" && place == 1)) ? Vector(code, read) : Read(code, read, isVector && read.Level == Depth))];
        if (isVector && symbol == "*" && compute.Reads.All(read => read.Level < Depth))
        {
            inputs[0] = Expression.Call("Vector512.Create", inputs[0]);
        }

        while (inputs.Sum(input => input.Text.Length) > Longest && LongestOf(compute, inputs) is { } longest)
        {
            inputs[longest] = Named(code, compute.Reads[longest], inputs[longest]);
        }

        return compute.Primitive switch
        {
            Unary unary => Expression.Call(FunctionOf(unary.Function), inputs[0]),
            Binary when symbol is not null => Expression.Binary(inputs[0], symbol, inputs[1]),
            Binary other => Expression.Call(other.Function.ToString(), inputs),
            Primitives.Select => Expression.Call("Select", inputs),
            ChosenCore chosen => Expression.Call("ActivationCore", [new(words[chosen.Name]), .. inputs]),
            ChosenFunction chosen => Expression.Call("Activate", [new(words[chosen.Name]), .. inputs]),
            ChosenDerivative chosen => Expression.Call("ActivationGradient", [new(words[chosen.Name]), .. inputs]),
            var primitive => throw new InvalidOperationException($"No expression for {primitive}."),
        };
    }

    // Which input has no variable yet and is the longest; what is read in the loops around has one already.
    private int? LongestOf(ComputeStep compute, IReadOnlyList<Expression> inputs)
    {
        var candidates = Enumerable.Range(0, inputs.Count).Where(place => Find(compute.Reads[place]) is null && !IsPlain(compute.Reads[place])).ToList();
        return candidates.Count == 0 ? null : candidates.OrderByDescending(place => inputs[place].Text.Length).First();
    }

    private string Load(CodeWriter code, View view, Collections.EquatableArray<int> around, RowIndex? index, bool isVector)
    {
        var tensor = TensorOf(view);
        var place = IndexOf(code, view, around, index);
        if (!isVector)
        {
            return $"{tensor}[{place}]";
        }

        var stride = LaneStride(view, around, index);
        if (index is { Place.Level: var level } && level == Depth)
        {
            return $"{tensor}.Gather({place}, {Vector(code, index.Place).Text}, {Code(view.StrideOf(index.Axis))}, {Code(stride)}, {Left})";
        }

        return stride.Value switch
        {
            1 => $"{tensor}.Load({place})",
            0 => $"Vector512.Create({tensor}[{place}])",
            _ => $"{tensor}.Load({place}, {Code(stride)}, {Left})",
        };
    }

    private Expression NumberOf(Number number) => number switch
    {
        Number.Constant constant => new(Literal(constant.Number)),
        Number.Symbol symbol => new((symbol.IsInteger ? "(float)" : "") + Code(number)),
        _ => new($"(float)({Code(number)})"),
    };

    private static string? SymbolOf(BinaryFunction function) => function switch
    {
        BinaryFunction.Add => "+",
        BinaryFunction.Subtract => "-",
        BinaryFunction.Multiply => "*",
        BinaryFunction.Divide => "/",
        _ => null,
    };

    private static string FunctionOf(UnaryFunction function) => function == UnaryFunction.ErrorFunction ? "Erf" : function.ToString();

    private static string Literal(double value)
    {
        var number = (float)value;
        return number == Math.Floor(number) && Math.Abs(number) < 1e6 ? number.ToString("0", CultureInfo.InvariantCulture) + "f"
            : double.IsNaN(value) || double.IsInfinity(value) ? $"float.{(double.IsNaN(value) ? "NaN" : value > 0 ? "PositiveInfinity" : "NegativeInfinity")}"
            : number.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e").Replace('E', 'e') + "f";
    }
}
