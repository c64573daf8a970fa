using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>What a node reads, as names of generated code.</summary>
/// <param name="Inputs">The variables of its inputs.</param>
/// <param name="Parameters">The fields of its parameters.</param>
/// <param name="Shape">The shape of the result.</param>
/// <param name="Code">Writes a number.</param>
/// <param name="Choice">Writes the activation that a hyperparameter chooses.</param>
internal sealed record TorchOperands(
    IReadOnlyList<string> Inputs, IReadOnlyList<string> Parameters, Shape Shape, Func<Number, string> Code,
    Func<ActivationChoice, string> Choice)
{
    /// <summary>The shapes of the inputs.</summary>
    public required IReadOnlyList<Shape> Shapes { get; init; }
}

/// <summary>Each operation as one expression of TorchSharp.</summary>
internal static class TorchOperations
{
    // More operands than any operation reads.
    private static readonly TorchOperands Anything =
        new(["x", "y", "z"], [.. Enumerable.Repeat("weight", 16)], Shape.Of(Number.Of(1)), number => number.ToString(), choice => choice.Name)
        {
            Shapes = [Shape.Of(Number.Of(1)), Shape.Of(Number.Of(1)), Shape.Of(Number.Of(1))],
        };

    /// <summary>Whether there is an expression for an operation.</summary>
    public static bool Has(Operation operation) => Find(operation, Anything) is not null;

    /// <summary>Whether an operation's region is written where it stands: a loop over time, or a layer without a call of its own.</summary>
    public static bool IsWrittenOut(Operation operation) => operation is not Repeat && operation.Inner is not null && !Has(operation);

    /// <summary>The expression that computes a node.</summary>
    public static string Expression(Operation operation, TorchOperands operands) => Find(operation, operands)
        ?? throw new InvalidOperationException($"The torch backend has no {operation.Keyword}.");

    private static string? Find(Operation operation, TorchOperands operands)
    {
        var (inputs, tensors, code) = (operands.Inputs, operands.Parameters, operands.Code);
        var x = inputs.Count > 0 ? inputs[0] : "";
        var p = string.Join(", ", tensors.Prepend(x));
        return operation switch
        {
            Embed => $"TorchLayers.Embed({p})",
            OneHot => $"TorchLayers.OneHot({x}, {code(operands.Shape.Last)})",
            Position => $"TorchLayers.Position({p})",
            Flatten => $"{x}.flatten(1)",
            FlattenSteps flatten => $"TorchLayers.FlattenSteps({x}, {code(flatten.Steps)})",
            Last => $"{x}.select(1, -1)",
            Linear { Bias: null } => $"{x}.matmul({tensors[0]})",
            Linear => $"TorchLayers.Linear({p})",
            Unembed => $"{x}.matmul({tensors[0]}.t())",
            Layer layer => Call(layer, x, tensors, code),
            Activation activation => Activate(activation.Function, x),
            ChosenActivation chosen => $"TorchLayers.Activate({operands.Choice(chosen.Choice)}, {x})",
            Dropout { Probability: null } => $"Dropout({x})",
            Dropout { Probability: { } share } => $"Dropout({x}, {code(share)})",
            Combine combine => TorchTensors.Pair(NameOf(combine.Operator), operands),
            CombineNumber combine => $"{x}.{NameOf(combine.Operator)}({code(combine.Operand)})",
            Concat { Over: "width" } => $"TorchLayers.Concat({x}, {inputs[1]})",
            BatchNorm norm => $"BatchNorm({p}, "
                + $"epsilon: {code(norm.Epsilon)}, momentum: {code(norm.Momentum)}, "
                + $"keepsDeviation: {Literal.Boolean(norm.KeepsDeviation)}, isUnbiased: {Literal.Boolean(norm.IsUnbiased)})",
            Own => tensors[0],
            LayerNorm norm => $"TorchLayers.LayerNorm({p}, epsilon: {code(norm.Epsilon)})",
            RmsNorm norm => $"TorchLayers.RmsNorm({p}, epsilon: {code(norm.Epsilon)})",
            _ => TorchTensors.Find(operation, operands),
        };
    }

    private static string Activate(ActivationFunction function, string x) => function switch
    {
        ActivationFunction.Gelu or ActivationFunction.GeluTanh or ActivationFunction.Silu or ActivationFunction.Softmax
            or ActivationFunction.Softplus => $"TorchLayers.{function}({x})",
        _ => $"{x}.{Keywords.Of(function)}()",
    };

    private static string NameOf(ArithmeticOperator operation) => operation switch
    {
        ArithmeticOperator.Add => "add",
        ArithmeticOperator.Subtract => "sub",
        ArithmeticOperator.Divide => "div",
        _ => "mul",
    };

    // The call for a layer of the prelude; null where there is none for its arguments, so that its program is written out.
    private static string? Call(Layer layer, string x, IReadOnlyList<string> tensors, Func<Number, string> code)
    {
        var count = layer.Body.Parameters.Count;
        var p = string.Join(", ", tensors.Take(count).Prepend(x));
        string Number(string name) => code(layer.Number(name));
        return layer.Kind switch
        {
            LayerKind.Window => $"TorchLayers.Window({p}, {Number("steps")})",
            LayerKind.Conv =>
                $"TorchLayers.Conv({x}, {tensors[0]}, {(count == 1 ? "null" : tensors[1])}, width: {Number("width")}, dilation: {Number("dilation")})",
            LayerKind.Attention when !IsPlain(layer) => null,
            LayerKind.Attention when count == 2 => $"TorchLayers.Attention({x}, {tensors[0]}, null, {tensors[1]}, null, heads: {Number("heads")})",
            LayerKind.Attention => $"TorchLayers.Attention({p}, heads: {Number("heads")})",
            LayerKind.Bow => $"TorchLayers.Bow({x})",
            LayerKind.Rnn => count == 3 ? $"TorchLayers.Rnn({p})" : null,
            LayerKind.Gru => count == 7 ? $"TorchLayers.Gru({p})" : null,
            _ => count == 10 ? $"TorchLayers.Lstm({p})" : null,
        };
    }

    // Without any argument but the number of heads.
    private static bool IsPlain(Layer attention) => attention.Words == $"{attention.Keyword} {attention.Number("heads")}";
}
