using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit;

/// <summary>Each operation as one expression of TorchSharp.</summary>
internal static class TorchOperations
{
    /// <summary>The expression that computes a node.</summary>
    public static string Expression(Node node, ModelGraph graph)
    {
        var inputs = node.Inputs.Select(id => TorchEmitter.Local(graph.Nodes[id])).ToList();
        var x = inputs.FirstOrDefault() ?? "";
        var tensors = node.Parameters.Select(id => TorchEmitter.Field(graph.Parameters[id])).ToList();
        var p = string.Join(", ", tensors.Prepend(x));
        string Code(Number number) => ExperimentEmitter.CodeOf(number, graph, "Context", "Vocabulary");
        return node.Operation switch
        {
            Embed => $"TorchLayers.Embed({p})",
            OneHot => $"TorchLayers.OneHot({x}, Vocabulary)",
            Position => $"TorchLayers.Position({p})",
            Window window => $"TorchLayers.Window({p}, {Code(window.Steps)})",
            Flatten => $"{x}.flatten(1)",
            FlattenSteps flatten => $"TorchLayers.FlattenSteps({x}, {Code(flatten.Steps)})",
            Last => $"{x}.select(1, -1)",
            Linear { Bias: null } => $"{x}.matmul({tensors[0]})",
            Linear => $"TorchLayers.Linear({p})",
            Unembed => $"{x}.matmul({tensors[0]}.t())",
            Conv conv => $"TorchLayers.Conv({x}, {tensors[0]}, {(conv.Bias is null ? "null" : tensors[1])}, width: {Code(conv.Width)}, dilation: {Code(conv.Dilation)})",
            Attention attention => Attend(attention, x, tensors, graph),
            Bow => $"TorchLayers.Bow({x})",
            Recurrent recurrent => $"TorchLayers.{Naming.Identifier(recurrent.Cell)}({p})",
            Activation activation => Activate(activation.Function, x),
            Dropout { Probability: null } => $"Dropout({x}, DropoutShare)",
            Dropout { Probability: { } share } => $"Dropout({x}, {Code(share)})",
            Combine combine => $"{x}.{combine.Keyword switch { "add" => "add", "subtract" => "sub", _ => "mul" }}({inputs[1]})",
            CombineNumber combine => $"{x}.{(combine.Symbol == '+' ? "add" : "mul")}({Code(combine.Factor)})",
            Concat => $"cat([{x}, {inputs[1]}], -1)",
            BatchNorm norm => $"TorchLayers.BatchNorm({p}, IsTraining, "
                + $"epsilon: {Code(norm.Epsilon)}, momentum: {Code(norm.Momentum)}, "
                + $"keepsDeviation: {Literal.Boolean(norm.KeepsDeviation)}, isUnbiased: {Literal.Boolean(norm.IsUnbiased)})",
            LayerNorm norm => $"TorchLayers.LayerNorm({p}, epsilon: {Code(norm.Epsilon)})",
            RmsNorm norm => $"TorchLayers.RmsNorm({p}, epsilon: {Code(norm.Epsilon)})",
            _ => throw new InvalidOperationException($"The torch backend has no {node.Operation.Keyword}."),
        };
    }

    private static string Activate(string function, string x) => function switch
    {
        "gelu" => $"nn.functional.gelu({x})",
        "geluTanh" => $"TorchLayers.GeluTanh({x})",
        "silu" => $"nn.functional.silu({x})",
        "softmax" => $"nn.functional.softmax({x}, -1)",
        _ => $"{x}.{function}()",
    };

    private static string Attend(Attention attention, string x, List<string> tensors, ModelGraph graph)
    {
        var heads = ExperimentEmitter.CodeOf(attention.Heads, graph, "Context", "Vocabulary");
        return attention.Bias is null
            ? $"TorchLayers.Attention({x}, {tensors[0]}, null, {tensors[1]}, null, heads: {heads})"
            : $"TorchLayers.Attention({x}, {string.Join(", ", tensors)}, heads: {heads})";
    }
}
