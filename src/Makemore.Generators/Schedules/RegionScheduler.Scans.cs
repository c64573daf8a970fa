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
        List<(int Result, View View)> kept = [.. Enumerable.Range(scan.States, node.Results.Count - scan.States)
            .Select(result => (scan.Body.Results[result], Temporary(node.First + result, node.Results[result])))];
        foreach (var (result, view) in kept)
        {
            body.Direct(result, view.At(scan.Axis.Name, step));
        }

        body.Run();
        foreach (var (result, view) in kept)
        {
            body.Deliver(result, view.At(scan.Axis.Name, step));
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

        var kernel = new ScanKernel(scan.Axis, scan.IsBackwards, step, body.Kernels, [.. states.Concat(kept.Select(pair => pair.View)).Select(view => view.Block)]);
        kernels.Add(kernel);
        for (var result = 0; result < node.Results.Count; result++)
        {
            views[node.First + result] = result < scan.States ? states[result] : kept[result - scan.States].View;
            writers[node.First + result] = kernel;
        }

        View StateOf(int input, int result)
        {
            var state = Temporary(region.NameOf(result) is null ? input : result, AxesOf(input));
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
