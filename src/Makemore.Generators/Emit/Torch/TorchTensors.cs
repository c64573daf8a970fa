using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>The operations on tensors, whose axes have names, by the places that the axes have in the generated code.</summary>
internal static class TorchTensors
{
    /// <summary>The expression of an operation; null where it is none of these.</summary>
    public static string? Find(Operation operation, TorchOperands operands)
    {
        var code = operands.Code;
        var x = operands.Inputs.Count > 0 ? operands.Inputs[0] : "";
        return operation switch
        {
            Fill fill => $"TorchLayers.Fill({string.Join(", ", operands.Shape.Dimensions.Select(code).Prepend(code(fill.Value)))})",
            PlaceIndex index => $"TorchLayers.Index({x}, {Place(operands, index.Over)})",
            Extreme extreme => Pair(extreme.IsLargest ? "maximum" : "minimum", operands),
            Comparison { Kind: ComparisonKind.Less } => $"TorchLayers.Mask({Pair("lt", operands)})",
            Comparison { Kind: ComparisonKind.AtMost } => $"TorchLayers.Mask({Pair("le", operands)})",
            Comparison => $"TorchLayers.Mask({Pair("eq", operands)})",
            Where => $"TorchLayers.Where({Aligned(operands, 0)}, {Aligned(operands, 1)}, {Aligned(operands, 2)})",
            Dot => Multiply(operands),
            Reduction reduction => Reduce(reduction, operands),
            RunningSum sum => $"{x}.cumsum({Place(operands, sum.Over)})",
            Softmax { IsLogarithm: true } softmax => $"TorchLayers.LogSoftmax({x}, {Place(operands, softmax.Over)})",
            Softmax softmax => $"TorchLayers.Softmax({x}, {Place(operands, softmax.Over)})",
            RenameAxis rename => Ordered(x, operands.Shapes[0].Names.Select(name => name == rename.From ? rename.To : name), operands.Shape),
            SplitAxis split => Ordered(
                $"TorchLayers.Split({x}, {Place(operands, split.Over)}, {code(split.Parts)})",
                operands.Shapes[0].Names.SelectMany(name => name == split.Over ? [split.Name, name] : (IEnumerable<string>)[name]), operands.Shape),
            JoinAxes join => Join(join, operands),
            SliceAxis slice => $"{x}.narrow({Place(operands, slice.Over)}, {code(slice.Start)}, {code(slice.Size)})",
            ShiftSteps shift => $"TorchLayers.Shift({x}, {Place(operands, "time")}, {code(shift.Steps)})",
            Lags lags => Ordered(
                $"TorchLayers.Lags({x}, {Place(operands, "time")}, {code(lags.Steps)}, dilation: {code(lags.Dilation)})",
                operands.Shapes[0].Names.SelectMany(name => name == "time" ? [name, lags.Name] : (IEnumerable<string>)[name]), operands.Shape),
            Lookup lookup => Ordered(
                $"TorchLayers.Lookup({operands.Inputs[1]}, {operands.Shapes[1].IndexOf(lookup.Over)}, {x})",
                operands.Shapes[1].Names.SelectMany(name => name == lookup.Over ? operands.Shapes[0].Names : [name]), operands.Shape),
            Concat concat => $"TorchLayers.Concat({x}, {operands.Inputs[1]}, {Place(operands, concat.Over)})",
            ReverseAxis reverse => $"{x}.flip({Place(operands, reverse.Over)})",
            _ => null,
        };
    }

    /// <summary>A method of two tensors, aligned by the names of their axes.</summary>
    public static string Pair(string method, TorchOperands operands) => $"{Aligned(operands, 0)}.{method}({Aligned(operands, 1)})";

    private static int Place(TorchOperands operands, string axis) => operands.Shapes[0].IndexOf(axis);

    // An input with a dimension of 1 for each axis that it lacks; torch itself adds those in front.
    private static string Aligned(TorchOperands operands, int input)
    {
        var (own, all) = (operands.Shapes[input].Names.ToList(), operands.Shape.Names.ToList());
        var code = Ordered(operands.Inputs[input], own, all.Where(own.Contains).ToList());
        var first = own.Count == 0 ? all.Count : all.FindIndex(own.Contains);
        for (var place = first; place < all.Count; place++)
        {
            code += own.Contains(all[place]) ? "" : $".unsqueeze({place - first})";
        }

        return code;
    }

    private static string Ordered(string x, IEnumerable<string> axes, Shape shape) => Ordered(x, axes, shape.Names.ToList());

    private static string Ordered(string x, IEnumerable<string> axes, List<string> order)
    {
        var own = axes.ToList();
        return own.SequenceEqual(order) ? x : $"{x}.permute({string.Join(", ", order.Select(axis => own.IndexOf(axis)))})";
    }

    private static string Reduce(Reduction reduction, TorchOperands operands)
    {
        var (x, place) = (operands.Inputs[0], Place(operands, reduction.Over));
        return reduction.Function switch
        {
            AxisFunction.Sum => $"{x}.sum({place})",
            AxisFunction.Mean => $"{x}.mean([{place}])",
            AxisFunction.Variance => $"{x}.var({place}, unbiased: false)",
            AxisFunction.Maximum => $"{x}.amax({place})",
            _ => $"{x}.amin({place})",
        };
    }

    private static string Join(JoinAxes join, TorchOperands operands)
    {
        // The parts stand right before what they join, then both become one.
        var order = operands.Shapes[0].Names.Where(name => name != join.Over)
            .SelectMany(name => name == join.Into ? [join.Over, name] : (IEnumerable<string>)[name]).ToList();
        var place = order.IndexOf(join.Over);
        return $"{Ordered(operands.Inputs[0], operands.Shapes[0].Names, order)}.flatten({place}, {place + 1})";
    }

    // Letters by the order in which axes are met: "abcd,aecd->abce".
    private static string Multiply(TorchOperands operands)
    {
        var names = operands.Shapes[0].Names.Concat(operands.Shapes[1].Names).Distinct().ToList();
        string Letters(Shape shape) => string.Concat(shape.Names.Select(name => (char)('a' + names.IndexOf(name))));
        return $"TorchLayers.Einsum(\"{Letters(operands.Shapes[0])},{Letters(operands.Shapes[1])}->{Letters(operands.Shape)}\", {operands.Inputs[0]}, {operands.Inputs[1]})";
    }
}
