using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Continuation;

/// <summary>A region computed for the last place of time, from what was kept of the places before.</summary>
/// <param name="region">The region.</param>
/// <param name="builder">What builds it anew.</param>
/// <param name="reach">What each of its values depends on.</param>
/// <param name="places">The number of places.</param>
/// <param name="ports">What comes into the region; null where it is a whole graph.</param>
/// <param name="past">Makes room, under a name, for what is kept from place to place.</param>
internal sealed partial class LastPlace(
    PrimitiveRegion region, PrimitiveBuilder builder, IReadOnlyList<Reach> reach, Places places, StepPorts? ports, Func<string, Axes, Tensor> past)
{
    private const string Time = "time";

    private readonly PrimitiveNode[] makers = [.. region.Nodes.SelectMany(node => node.Results.Select(_ => node))];
    private readonly Dictionary<int, Tensor> now = [];
    private readonly Dictionary<int, Tensor> whole = [];

    private Number Last => places.SoFar - Number.Of(1);

    /// <summary>A value at the last place, without the axis of time; the whole of it where it has none.</summary>
    public Tensor Now(int value)
    {
        if (!now.ContainsKey(value))
        {
            var node = makers[value];
            Know(now, node, node.Primitive is Port port ? [ports!.Now(port)]
                : IsByPlace(node) ? AtPlace(node)
                : [.. OfWhole(node).Select(result => HasTime(result.Axes) ? result.Then(new At(Time, Last)) : result)]);
        }

        return now[value];
    }

    /// <summary>A value at all places so far.</summary>
    public Tensor Whole(int value)
    {
        if (!HasTime(AxesOf(value)))
        {
            return Now(value);
        }

        if (!whole.ContainsKey(value))
        {
            var node = makers[value];
            if (node.Primitive is Port port)
            {
                whole.Add(value, ports!.Whole(port) ?? Remembered(value));
            }
            else if (IsByPlace(node) && IsSteady(value) && reach[value].Ahead.Count > 0)
            {
                whole.Add(value, Remembered(value));
            }
            else
            {
                Know(whole, node, OfWhole(node));
            }
        }

        return whole[value];
    }

    private void Know(Dictionary<int, Tensor> values, PrimitiveNode node, IReadOnlyList<Tensor> results)
    {
        for (var index = 0; index < results.Count; index++)
        {
            if (!values.ContainsKey(node.First + index))
            {
                values.Add(node.First + index, results[index].Called(region.NameOf(node.First + index)));
            }
        }
    }

    private IReadOnlyList<Tensor> OfWhole(PrimitiveNode node) => node.Primitive is Scan scan
        ? RegionCopy.Of(scan, [.. node.Inputs.Select(Whole)], builder) : [builder.Compute(node.Primitive, [.. node.Inputs.Select(Whole)])];

    private IReadOnlyList<Tensor> AtPlace(PrimitiveNode node) => node.Primitive switch
    {
        Source { Kind: SourceKind.Tokens } source => [builder.Apply(source with { Axes = source.Axes.Without(Time) })],
        Iota { Axis.Name: Time } => [builder.Scalar(Last)],
        Expand { Axis.Name: Time } => [Now(node.Inputs[0])],
        CumulativeSum { Axis: Time } => [Summed(node)],
        Scan { Axis.Name: Time } scan => Stepped(node, scan),
        Scan scan => builder.Scan(
            scan.Axis, [.. node.Inputs.Take(scan.States).Select(Now)],
            (inner, states) =>
            {
                var ports = new StepPorts(this, node, scan, inner, states);
                var body = new LastPlace(
                    scan.Body, inner, Causality.Of(scan.Body, PortsOf(node, scan)), places, ports,
                    (name, axes) => inner.Element(past(name, axes.Prepend(scan.Axis)), scan.Axis.Name));
                return [.. scan.Body.Results.Select(body.Now)];
            },
            scan.IsBackwards),
        var primitive => [builder.Compute(primitive, [.. node.Inputs.Select(Now)])],
    };

    // All places so far, of which the last is put to those that were kept.
    private Tensor Remembered(int value) => Past(value, Now(value).Axes, places.Most)
        .Then(new Remember(Time, Last), Now(value)).Slice(Time, Number.Of(0), places.SoFar).Called(region.NameOf(value));

    private Tensor Summed(PrimitiveNode node)
    {
        var input = Now(node.Inputs[0]);
        var sums = Past(node.First, input.Axes, places.Most + Number.Of(1));
        var sum = Before(sums, builder.Scalar(Number.Of(0))) + input;
        sums.Then(new Remember(Time, places.SoFar), sum);
        return sum;
    }

    // One step, from the states behind the step before.
    private IReadOnlyList<Tensor> Stepped(PrimitiveNode node, Scan scan)
    {
        List<Tensor> inputs = [.. node.Inputs.Select(Now)];
        List<Tensor> states = [.. Enumerable.Range(0, scan.States).Select(state => Past(node.First + state, inputs[state].Axes, places.Most + Number.Of(1)))];
        List<Tensor> before = [.. states.Select((state, index) => Before(state, inputs[index]))];
        var results = RegionCopy.Of(scan.Body, builder, port => port.Kind == PortKind.State ? before[port.Index] : inputs[scan.InputOf(port)]);
        for (var state = 0; state < scan.States; state++)
        {
            states[state].Then(new Remember(Time, places.SoFar), results[state]);
        }

        return results;
    }

    // What was kept behind the place before; in front of the first there is something else.
    private Tensor Before(Tensor kept, Tensor first) =>
        builder.Scalar(places.SoFar).EqualTo(builder.Scalar(Number.Of(1))).Choose(first, kept.Then(new At(Time, Last)));

    private Tensor Past(int value, Axes axes, Number count)
    {
        // The places of an example lie one behind the other.
        var (batch, others) = (axes.Items.Where(axis => axis.Name == "batch"), axes.Items.Where(axis => axis.Name != "batch"));
        return past(region.NameOf(value)?.Path ?? ValueName.Of(makers[value].Primitive), new(batch.Append(new(Time, count)).Concat(others).ToEquatableArray()));
    }
}

/// <summary>The places of time.</summary>
/// <param name="SoFar">Those so far, with the last.</param>
/// <param name="Most">The most that there can be.</param>
internal sealed record Places(Number.Symbol SoFar, Number Most);
