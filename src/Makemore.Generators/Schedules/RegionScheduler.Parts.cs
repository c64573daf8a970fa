using Makemore.Generators.Primitives;

namespace Makemore.Generators.Schedules;

/// <content>Wholes that are made of parts.</content>
internal sealed partial class RegionScheduler
{
    // Parts of a whole are computed where they belong, so the whole has a place before them.
    private void Prepare()
    {
        foreach (var node in region.Nodes.Reverse())
        {
            var axes = node.Results[0];
            switch (node.Primitive)
            {
                case Concat concat:
                    Place(node.First, Sorted(axes));
                    foreach (var (input, part) in Parts(node.First, concat))
                    {
                        Direct(input, part);
                    }

                    break;
                case Pad pad:
                    Place(node.First, Sorted(axes));
                    Direct(node.Inputs[0], wholes[node.First].Slice(pad.Axis, pad.Before, AxesOf(node.Inputs[0])[pad.Axis].Size));
                    break;
                case Merge merge:
                    var (outer, inner) = (AxesOf(node.Inputs[0])[merge.Outer], AxesOf(node.Inputs[0])[merge.Inner]);
                    var ordered = Sorted(axes.Replace(merge.Into, inner)).Replace(inner.Name, outer, inner);
                    Place(node.First, ordered);
                    Direct(node.Inputs[0], wholes[node.First]);
                    break;
                case Remember remember when views[node.Inputs[0]] is { } past:
                    Direct(node.Inputs[1], past.At(remember.Axis, remember.Place));
                    break;
            }
        }
    }

    private void Place(int value, Axes axes)
    {
        if (!wholes.ContainsKey(value))
        {
            wholes[value] = Temporary(value, axes);
        }
    }

    private IEnumerable<(int Input, View Part)> Parts(int value, Concat concat)
    {
        var start = Number.Of(0);
        foreach (var input in nodes[value].Inputs)
        {
            var size = AxesOf(input)[concat.Axis].Size;
            yield return (input, wholes[value].Slice(concat.Axis, start, size));
            start += size;
        }
    }

    // What writes a value where it has to be: what computes it, if it is computed there.
    private Kernel? WriterOf(int value, View place) => Materialize(value).IsSameAs(place) ? writers[value] : Write(value, place);

    private View Merged(int value, Merge merge)
    {
        if (Seen(value).Merge(merge.Outer, merge.Inner, merge.Into) is { } merged)
        {
            return merged;
        }

        writers[value] = Write(nodes[value].Inputs[0], wholes[value]);
        return wholes[value].Merge(merge.Outer, merge.Inner, merge.Into)!;
    }

    private View Padded(int value, Pad pad)
    {
        var view = wholes[value];
        var input = nodes[value].Inputs[0];
        var part = view.Slice(pad.Axis, pad.Before, AxesOf(input)[pad.Axis].Size);
        var writer = WriterOf(input, part)!;
        // Before all that is written there.
        Fill(view, StoreMode.Add, kernels.First(kernel => kernel.Blocks.Contains(view.Block)));
        writers[value] = writer;
        return view;
    }

    private View Joined(int value, Concat concat)
    {
        foreach (var (input, part) in Parts(value, concat))
        {
            var writer = WriterOf(input, part);
            writers[value] = writers[value] is { } other && kernels.IndexOf(other) > kernels.IndexOf(writer!) ? other : writer;
        }

        return wholes[value];
    }

    private View Overlapped(int value, Overlap overlap)
    {
        var view = Temporary(value, Sorted(AxesOf(value)));
        var input = nodes[value].Inputs[0];
        var (window, left) = (AxesOf(input)[overlap.Window], AxesOf(input)[overlap.Axis.Name].Size);
        var writer = Write(input, view.Windows(overlap.Axis.Name, window, overlap.Dilation, left), StoreMode.Add);
        Fill(view, StoreMode.Add, writer);
        writers[value] = writer;
        return view;
    }
}
