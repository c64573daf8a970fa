using System.Globalization;
using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <content>Numbers, one by one or sixteen at a time.</content>
internal sealed partial class LoopWriter
{
    private static string NameOf(Primitive primitive) => primitive switch
    {
        Unary unary => unary.Function.ToString(),
        Binary binary => binary.Function.ToString(),
        Reduce reduce => reduce.Function.ToString(),
        _ => primitive.GetType().Name,
    };

    private string NameOf(Place place) => kernel[place] switch
    {
        LoadStep load => load.View.Block.Name.Replace(".*", "") + "Here",
        ComputeStep compute => NameOf(compute.Primitive),
        ReduceStep { Function: ReductionFunction.Sum } => "sum",
        ReduceStep => "largest",
        _ => "row",
    };

    // A number, in the loops around the innermost.
    private string Single(CodeWriter code, Place place)
    {
        if (kernel[place] is ComputeStep { Primitive: Scalar { Value: Number.Constant constant } })
        {
            return Literal(constant.Number);
        }

        return Find(place) ?? Named(code, place);
    }

    // Sixteen numbers, in the innermost loop.
    private string Vector(CodeWriter code, Place place) => place.Level < Depth ? $"Vector512.Create({Single(code, place)})" : Find(place) ?? Named(code, place);

    private string Named(CodeWriter code, Place place)
    {
        var expression = Expression(code, place, place.Level == Depth && Depth > 0);
        var name = names.Add(NameOf(place));
        code.Line($"var {name} = {expression};");
        scopes[scopes.Count - 1][place] = name;
        return name;
    }

    private string Expression(CodeWriter code, Place place, bool isVector)
    {
        switch (kernel[place])
        {
            case LoadStep load:
                return Load(code, load.View, load.Place.Loops, null, isVector);
            case RowStep row:
                return Load(code, row.Table, row.Loops, row.Index, isVector);
            case ComputeStep { Primitive: Scalar scalar }:
                return $"(float)({symbols.Code(scalar.Value)})";
            case ComputeStep { Primitive: Iota }:
                return isVector ? $"Indices + Vector512.Create((float){symbols.Identifier(loops[Depth - 1])})" : $"(float){symbols.Identifier(loops[place.Loops[0]])}";
            case ComputeStep compute:
                List<string> inputs = [.. compute.Reads.Select(read => isVector ? Vector(code, read) : Single(code, read))];
                return compute.Primitive switch
                {
                    Unary unary => $"{FunctionOf(unary.Function)}({inputs[0]})",
                    Binary { Function: BinaryFunction.Add } => $"{inputs[0]} + {inputs[1]}",
                    Binary { Function: BinaryFunction.Subtract } => $"{inputs[0]} - {inputs[1]}",
                    Binary { Function: BinaryFunction.Multiply } => $"{inputs[0]} * {inputs[1]}",
                    Binary { Function: BinaryFunction.Divide } => $"{inputs[0]} / {inputs[1]}",
                    Binary binary => $"{binary.Function}({inputs[0]}, {inputs[1]})",
                    Primitives.Select => $"Select({string.Join(", ", inputs)})",
                    var primitive => throw new InvalidOperationException($"No expression for {primitive}."),
                };
            case var step:
                throw new InvalidOperationException($"{step} has no value here.");
        }
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
            return $"{tensor}.Gather({place}, {Vector(code, index.Place)}, {symbols.Code(view.StrideOf(index.Axis))}, {symbols.Code(stride)}, {Left})";
        }

        return stride.Value switch
        {
            1 => $"{tensor}.Load({place})",
            0 => $"Vector512.Create({tensor}[{place}])",
            _ => $"{tensor}.Load({place}, {symbols.Code(stride)}, {Left})",
        };
    }

    private static string FunctionOf(UnaryFunction function) => function == UnaryFunction.ErrorFunction ? "Erf" : function.ToString();

    private static string Literal(double value)
    {
        var number = (float)value;
        return number == Math.Floor(number) && Math.Abs(number) < 1e6 ? number.ToString("0", CultureInfo.InvariantCulture) + "f"
            : double.IsNaN(value) || double.IsInfinity(value) ? $"float.{(double.IsNaN(value) ? "NaN" : value > 0 ? "PositiveInfinity" : "NegativeInfinity")}"
            : number.ToString("R", CultureInfo.InvariantCulture) + "f";
    }
}
