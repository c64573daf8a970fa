using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit;

/// <summary>Each operation as one expression of TorchSharp.</summary>
internal static class TorchOperations
{
    /// <summary>The expression that computes a node.</summary>
    public static string Expression(Node node, ModelGraph graph)
    {
        var x = node.Inputs.Count > 0 ? TorchEmitter.Local(graph.Nodes[node.Inputs[0]]) : "";
        var p = node.Parameters.Select(id => TorchEmitter.Field(graph.Parameters[id])).ToList();
        return node.Operation switch
        {
            Embed => $"TorchLayers.Embed({x}, {p[0]})",
            OneHot => $"nn.functional.one_hot({x}, Vocabulary).to(ScalarType.Float32)",
            Flatten => $"{x}.flatten(1)",
            Linear { Bias: null } => $"{x}.matmul({p[0]})",
            Linear => $"TorchLayers.Linear({x}, {p[0]}, {p[1]})",
            Activation activation => $"{x}.{activation.Function}()",
            BatchNorm norm => BatchNormalization(norm, x, p, graph),
            _ => throw new InvalidOperationException($"The torch backend has no {node.Operation.Keyword}."),
        };
    }

    private static string BatchNormalization(BatchNorm norm, string x, List<string> p, ModelGraph graph) =>
        $"TorchLayers.BatchNorm({x}, {string.Join(", ", p)}, IsTraining, "
        + $"epsilon: {ExperimentEmitter.CodeOf(norm.Epsilon, graph)}, momentum: {ExperimentEmitter.CodeOf(norm.Momentum, graph)}, "
        + $"keepsDeviation: {Literal.Boolean(norm.KeepsDeviation)}, isUnbiased: {Literal.Boolean(norm.IsUnbiased)})";
}
