using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>Takes the probes away once a graph is differentiated: they are zeros, and were there to be differentiated by.</summary>
internal sealed class SilentProbes : RegionCopy
{
    /// <summary>The graph without its probes.</summary>
    public static PrimitiveGraph Of(PrimitiveGraph graph)
    {
        var builder = new PrimitiveBuilder();
        var values = new SilentProbes().Apply(graph.Body, builder, port => throw new InvalidOperationException($"Nothing comes into a graph by a port, such as {port.Kind}."));
        return graph with { Body = builder.Build(graph.Body.Results.Select(result => values[result])) };
    }

    /// <inheritdoc/>
    protected override Tensor Apply(Primitive primitive, IReadOnlyList<Tensor> inputs, PrimitiveBuilder builder) =>
        primitive is not Binary { Function: BinaryFunction.Add } ? base.Apply(primitive, inputs, builder)
            : IsProbe(inputs[1]) ? inputs[0]
            : IsProbe(inputs[0]) ? inputs[1]
            : base.Apply(primitive, inputs, builder);

    private static bool IsProbe(Tensor tensor) => tensor.Builder.StepOf(tensor) switch
    {
        (Source { Kind: SourceKind.Probe }, _) => true,
        (Rename, var inputs) => IsProbe(inputs[0]),
        (Port { Kind: not PortKind.State }, _) => tensor.Builder.OutsideOf(tensor) is { } outside && IsProbe(outside),
        _ => false,
    };
}
