using Makemore.Generators.Primitives;

namespace Makemore.Generators.Schedules;

/// <content>Steps along an axis, one after the other.</content>
internal sealed partial class RegionScheduler
{
    private void Scanned(PrimitiveNode node, Scan scan)
    {
        var step = new Number.Symbol($"{(scan.Axis.Name.StartsWith("layer", StringComparison.Ordinal) ? "layer" : "step")}{(depth == 0 ? "" : depth.ToString(System.Globalization.CultureInfo.InvariantCulture))}", null, true);
        List<View> states = [.. Enumerable.Range(0, scan.States).Select(state => StateOf(node.Inputs[state], node.First + state))];
        List<View> sequences = [.. Enumerable.Range(scan.States, scan.Sequences).Select(place => Materialize(node.Inputs[place]))];
        List<View> constants = [.. node.Inputs.Skip(scan.States + scan.Sequences).Select(Materialize)];
        var body = new RegionScheduler(scan.Body, depth + 1, primitive => primitive is not Port port ? null : port.Kind switch
        {
            PortKind.State => states[port.Index],
            PortKind.Element => sequences[port.Index].At(scan.Axis.Name, step),
            _ => constants[port.Index],
        });
        // What is kept lies step behind step, each as the step has computed it; if nobody else says where.
        var kept = new View?[node.Results.Count];
        for (var result = scan.States; result < node.Results.Count; result++)
        {
            var (at, value) = (result, scan.Body.Results[result]);
            if (destinations.TryGetValue(node.First + result, out var destination))
            {
                kept[result] = destination;
                body.Direct(value, destination.At(scan.Axis.Name, step));
            }
            else if (scan.Body.Results.ToList().IndexOf(value, scan.States) == result)
            {
                body.Direct(value, axes => (kept[at] = Temporary(node.First + at, axes.Prepend(scan.Axis))).At(scan.Axis.Name, step));
            }
        }

        body.Run();
        for (var result = scan.States; result < node.Results.Count; result++)
        {
            var view = body.Materialize(scan.Body.Results[result]);
            // The same value is kept once.
            var first = scan.Body.Results.ToList().IndexOf(scan.Body.Results[result], scan.States);
            if (kept[result] is null && first < result)
            {
                kept[result] = kept[first];
                continue;
            }

            kept[result] ??= Temporary(node.First + result, Sorted(view.Axes).Prepend(scan.Axis));
            body.Deliver(scan.Body.Results[result], kept[result]!.At(scan.Axis.Name, step));
        }

        // States that trade places must not write over each other.
        List<View> next = [.. scan.Body.Results.Take(scan.States).Select(body.Materialize)];
        for (var state = 0; state < scan.States; state++)
        {
            if (next[state] != states[state])
            {
                body.Hand(scan.Body.Results[state], next[state], states);
            }
        }

        for (var state = 0; state < scan.States; state++)
        {
            if (next[state] != states[state])
            {
                body.Deliver(scan.Body.Results[state], states[state]);
            }
        }

        var kernel = new ScanKernel(scan.Axis, scan.IsBackwards, step, body.Kernels, [.. states.Concat(kept.OfType<View>()).Select(view => view.Block)]);
        kernels.Add(kernel);
        for (var result = 0; result < node.Results.Count; result++)
        {
            views[node.First + result] = result < scan.States ? states[result] : kept[result];
            writers[node.First + result] = kernel;
        }

        View StateOf(int input, int result)
        {
            var state = Temporary(region.NameOf(result) is null ? input : result, Sorted(AxesOf(input)));
            Write(input, state, isLast: true);
            return state;
        }
    }

    // What is another state before the step is copied, since that state is written over.
    private void Hand(int value, View view, IReadOnlyList<View> states)
    {
        if (states.Any(state => state.Block == view.Block))
        {
            var copy = Temporary(value, view.Axes);
            var writer = Write(value, copy, isLast: true);
            (views[value], writers[value]) = (copy, writer);
        }
    }
}
