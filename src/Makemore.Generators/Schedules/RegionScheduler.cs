using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Schedules;

/// <summary>
/// Puts the steps of a region in an order, with a place in memory for what one kernel leaves to another. What is a function of single
/// numbers is computed where it is needed, within the loops of a kernel that is there already if it can be.
/// </summary>
internal sealed partial class RegionScheduler
{
    private readonly PrimitiveRegion region;
    private readonly PrimitiveNode[] nodes;
    private readonly View?[] views;
    // What writes the view of a value, and in which loops it is computed.
    private readonly Kernel?[] writers;
    private readonly LoopKernel?[] homes;
    // Where a value has to be in the end; and what makes its place once its axes have an order.
    private readonly Dictionary<int, View> destinations = [];
    private readonly Dictionary<int, Func<Axes, View>> places = [];
    private readonly Dictionary<int, View> wholes = [];
    private readonly List<Kernel> kernels = [];
    private readonly int depth;

    /// <summary>Starts with what comes into a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="depth">The number of regions around it.</param>
    /// <param name="source">Where something lies that comes from outside; null for what is computed here.</param>
    public RegionScheduler(PrimitiveRegion region, int depth, Func<Primitive, View?> source)
    {
        (this.region, this.depth) = (region, depth);
        var count = region.Nodes.Sum(node => node.Results.Count);
        (nodes, views, writers, homes) = (new PrimitiveNode[count], new View?[count], new Kernel?[count], new LoopKernel?[count]);
        foreach (var node in region.Nodes)
        {
            for (var result = 0; result < node.Results.Count; result++)
            {
                nodes[node.First + result] = node;
            }

            views[node.First] = source(node.Primitive);
        }
    }

    /// <summary>What is computed, in order.</summary>
    public IReadOnlyList<Kernel> Kernels => kernels;

    /// <summary>Lets a value be computed where it has to be in the end, if it can.</summary>
    public void Direct(int value, View destination)
    {
        var input = nodes[value].Inputs.FirstOrDefault();
        switch (nodes[value].Primitive)
        {
            case Rename rename:
                Direct(input, destination.Rename(rename.To, rename.From));
                break;
            case Merge merge:
                Direct(input, destination.Split(merge.Into, AxesOf(input)[merge.Outer], AxesOf(input)[merge.Inner]));
                break;
            // What is filled with zeros first has to lie in one piece.
            case Concat or Pad when !wholes.ContainsKey(value) && (nodes[value].Primitive is Concat || destination.IsInOnePiece):
                wholes[value] = destination;
                break;
            case Binary { Function: BinaryFunction.Add } when ProductsOf(value, destination) is { } products:
                DirectAll(value, products, destination);
                break;
            case var primitive when IsComputed(primitive) && views[value] is null && !destinations.ContainsKey(value) && !places.ContainsKey(value):
                destinations[value] = destination;
                break;
        }
    }

    /// <summary>Lets a value be computed in a place that is made once its axes have an order, if it can.</summary>
    public void Direct(int value, Func<Axes, View> place)
    {
        if (nodes[value].Primitive is Rename rename)
        {
            Direct(nodes[value].Inputs[0], axes => place(axes.Replace(rename.From, new Axis(rename.To, axes[rename.From].Size))).Rename(rename.To, rename.From));
        }
        else if (IsComputed(nodes[value].Primitive) && views[value] is null && !destinations.ContainsKey(value) && !places.ContainsKey(value))
        {
            places[value] = place;
        }
    }

    /// <summary>Computes what cannot wait: what is no function of single numbers.</summary>
    public void Run()
    {
        Prepare();
        foreach (var node in region.Nodes)
        {
            switch (node.Primitive)
            {
                case Reduce reduce:
                    Reduced(node, reduce);
                    break;
                case Scan scan:
                    Scanned(node, scan);
                    break;
                case Contract or Keep or Scatter or CumulativeSum or Remember:
                    Materialize(node.First);
                    break;
            }
        }
    }

    /// <summary>Makes sure that a value lies in memory, before everything that is added from now on.</summary>
    public View Materialize(int value)
    {
        if (views[value] is { } known)
        {
            return known;
        }

        var node = nodes[value];
        var view = node.Primitive switch
        {
            Rename rename => Seen(value).Rename(rename.From, rename.To),
            Expand expand => Seen(value).Expand(expand.Axis),
            Slice slice => Seen(value).Slice(slice.Axis, slice.Start, slice.Size),
            At at => Seen(value).At(at.Axis, at.Place),
            Reverse reverse => Seen(value).Reverse(reverse.Axis),
            Split split => Seen(value).Split(split.Axis, split.Outer, split.Inner),
            Windows windows => Seen(value).Windows(windows.Axis, windows.Window, windows.Dilation, AxesOf(value)[windows.Axis].Size),
            Merge merge => Merged(value, merge),
            Pad pad => Padded(value, pad),
            Concat concat => Joined(value, concat),
            Overlap overlap => Overlapped(value, overlap),
            Contract contract => Product(value, contract),
            Keep keep => Kept(value, keep),
            Remember remember => Remembered(value, remember),
            CumulativeSum sum => Cumulated(value, sum),
            Scatter scatter => Scattered(value, scatter),
            Binary when lastProducts.TryGetValue(value, out var last) => AddedUp(value, last),
            _ => Stored(value),
        };
        return views[value] = view;
    }

    /// <summary>Makes sure that a value lies where it has to be; it is copied there in the end if it is elsewhere.</summary>
    public void Deliver(int value, View destination)
    {
        if (!Materialize(value).IsSameAs(destination))
        {
            Write(value, destination, isLast: true);
        }
    }

    private static bool IsComputed(Primitive primitive) => primitive is Contract or Reduce or Scatter or Scan || IsFunction(primitive);

    private ValueName NameOf(int value) => region.NameOf(value) ?? new("", ValueName.Of(nodes[value].Primitive));

    private Axes AxesOf(int value) => nodes[value].Results[value - nodes[value].First];

    // Where a value is written whose axes have an order.
    private View PlaceOf(int value, Axes axes) => destinations.TryGetValue(value, out var destination) ? destination
        : places.TryGetValue(value, out var place) ? place(axes) : Temporary(value, axes);

    // Where sums are added up, which is filled with zeros before.
    private View SumsOf(int value, Axes axes)
    {
        var place = PlaceOf(value, axes);
        return place.IsInOnePiece ? place : Temporary(value, axes);
    }

    /// <summary>Axes in the usual order: batch, time, others, and what is the width of a vector.</summary>
    public static Axes Sorted(Axes axes) => new(axes.Items.OrderBy(axis => RankOf(axis.Name)).ToEquatableArray());

    private View Temporary(int value, Axes axes) => new Block(BlockKind.Temporary, NameOf(value).Path, axes) { ShortName = NameOf(value).Part }.Whole;

    // The place behind what writes some values, and behind copies of them.
    private int Behind(IEnumerable<int> values, IEnumerable<Kernel> copies) =>
        values.Select(value => writers[value]).OfType<Kernel>().Concat(copies).Select(writer => kernels.IndexOf(writer) + 1).Append(0).Max();

    // The input of a step that only changes how it is seen.
    private View Seen(int value)
    {
        var input = nodes[value].Inputs[0];
        var view = Materialize(input);
        writers[value] = writers[input];
        return view;
    }

    private View Kept(int value, Keep keep)
    {
        var view = Temporary(value, keep.Axes);
        // Draws come in the order of the program.
        kernels.Add(writers[value] = new KeepKernel(keep, view.Block));
        return view;
    }

    private View Remembered(int value, Remember remember)
    {
        var (past, input) = (Materialize(nodes[value].Inputs[0]), nodes[value].Inputs[1]);
        writers[value] = WriterOf(input, past.At(remember.Axis, remember.Place));
        return past;
    }

    private void Fill(View view, StoreMode mode, Kernel before) => kernels.Insert(kernels.IndexOf(before), new FillKernel(view, mode));
}
