using Makemore.Generators.Primitives;

namespace Makemore.Generators.Continuation;

/// <content>What can be computed for the last place alone, and what can be kept from place to place.</content>
internal sealed partial class LastPlace
{
    private static bool HasTime(Axes axes) => axes.Has(Time);

    private bool IsOfTime(Axis axis) => axis.Size.Symbols.Contains(places.SoFar);

    private Axes AxesOf(int value) => makers[value].Results[value - makers[value].First];

    private bool IsSteady(int value) => IsSteady(AxesOf(value), reach[value]);

    // Whether what stands at a place stays what it is, whatever tokens come behind it, and is as large as before.
    private bool IsSteady(Axes axes, Reach reach) => reach.IsUpToPlace && IsTime(axes) && !axes.Without(Time).Items.Any(IsOfTime);

    private bool IsTime(Axes axes) => HasTime(axes) && Polynomial.AreEqual(axes[Time].Size, places.SoFar);

    private bool IsConstant(int value) => reach[value] is { IsAnywhere: false, Ahead.Count: 0 } && !HasTime(AxesOf(value));

    // Whether a step makes what it gives at a place of time from what its inputs are at the same place.
    private bool IsByPlace(PrimitiveNode node)
    {
        List<Axes> axes = [.. node.Inputs.Select(AxesOf), .. node.Results];
        return !axes.Exists(HasTime) || (axes.TrueForAll(one => !HasTime(one) || IsTime(one)) && node.Primitive switch
        {
            Scan { Axis.Name: Time } scan => IsStep(node, scan),
            Scan scan => AreStatesSteady(node, scan),
            CumulativeSum { Axis: Time } => IsSteady(node.Inputs[0]),
            Source source => source.Kind == SourceKind.Tokens,
            Gather gather => gather.Axis != Time,
            Contract contract => !contract.Over.Contains(Time),
            Reduce reduce => !reduce.Over.Contains(Time),
            Softmax softmax => softmax.Axis != Time,
            CumulativeSum or Unary or Binary or Select or ChosenCore or ChosenFunction or Expand or Iota => true,
            Rename rename => rename.From != Time && rename.To != Time,
            Split split => split.Axis != Time && split.Outer.Name != Time && split.Inner.Name != Time,
            Merge merge => merge.Outer != Time && merge.Inner != Time && merge.Into != Time,
            Slice slice => slice.Axis != Time,
            Pad pad => pad.Axis != Time,
            Windows windows => windows.Axis != Time && windows.Window.Name != Time,
            Reverse reverse => reverse.Axis != Time,
            Concat concat => concat.Axis != Time,
            _ => false,
        });
    }

    // Whether the step of a recurrent layer needs nothing of other places but the states behind the step before.
    private bool IsStep(PrimitiveNode node, Scan scan) => !scan.IsBackwards && !Mentions(scan.Body)
        && node.Inputs.Select((input, index) => index >= scan.States && index < scan.States + scan.Sequences ? IsSteady(input) : IsConstant(input)).All(fits => fits);

    // Whether the layers of a repetition hand on what can be kept.
    private bool AreStatesSteady(PrimitiveNode node, Scan scan)
    {
        var port = PortsOf(node, scan);
        return scan.Body.Nodes.Select(step => step.Primitive).OfType<Port>()
            .All(one => one.Kind != PortKind.State || !HasTime(one.Axes) || IsSteady(one.Axes, port(one)));
    }

    private Func<Port, Reach> PortsOf(PrimitiveNode node, Scan scan) => Causality.PortsOf(scan, [.. node.Inputs.Select(input => reach[input])]);

    private bool Mentions(PrimitiveRegion body) => body.Nodes.Any(node => node.Results.Any(axes => HasTime(axes) || axes.Items.Any(IsOfTime))
        || (node.Primitive is Scan scan && (scan.Axis.Name == Time || Mentions(scan.Body))));
}
