using Makemore.Generators.Primitives;

namespace Makemore.Generators.Continuation;

/// <summary>What comes into a layer of a repetition, at the last place of time and at all of them.</summary>
/// <param name="outer">The region around it.</param>
/// <param name="node">The repetition.</param>
/// <param name="scan">The same, as steps.</param>
/// <param name="inner">What builds the layer.</param>
/// <param name="states">What the layer before hands on.</param>
internal sealed class StepPorts(LastPlace outer, PrimitiveNode node, Scan scan, PrimitiveBuilder inner, IReadOnlyList<Tensor> states)
{
    /// <summary>At the last place, without the axis of time; the whole where it has none.</summary>
    public Tensor Now(Port port) => port.Kind == PortKind.State ? states[port.Index] : Inside(port, outer.Now(Outside(port)));

    /// <summary>At all places so far; null for what the layer has to keep itself.</summary>
    public Tensor? Whole(Port port) => port.Kind == PortKind.State ? null : Inside(port, outer.Whole(Outside(port)));

    private int Outside(Port port) => node.Inputs[scan.InputOf(port)];

    private Tensor Inside(Port port, Tensor outside) => port.Kind == PortKind.Element ? inner.Element(outside, scan.Axis.Name) : outside;
}
