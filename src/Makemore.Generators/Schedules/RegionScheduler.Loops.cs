using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Schedules;

/// <content>Functions of single numbers, and sums of them, in loops.</content>
internal sealed partial class RegionScheduler
{
    // Writes a value to a place, repeated along axes that it lacks.
    private LoopKernel Write(int value, View destination, StoreMode mode = StoreMode.Set, bool isLast = false)
    {
        var (kernel, loops) = Loops(destination.Axes, [value], isLast);
        Store(kernel, loops, value, destination, mode);
        return kernel;
    }

    // A function of numbers that other kernels need.
    private View Stored(int value)
    {
        var axes = AxesOf(value);
        var kernel = homes[value];
        var place = kernel?.Steps.Select(step => step.Place).FirstOrDefault(place => place.Value == value && place.Level == axes.Items.Count);
        Dictionary<string, int> loops;
        if (place is null)
        {
            // Where it is computed once for each place of another axis it cannot be written once: it is computed again.
            homes[value] = null;
            (kernel, loops) = Loops(axes, [value]);
        }
        else
        {
            loops = axes.Items.Zip(place.Loops, (axis, loop) => (axis.Name, loop)).ToDictionary(pair => pair.Name, pair => pair.loop);
        }

        writers[value] = kernel;
        var view = PlaceOf(value, new(axes.Items.OrderBy(axis => loops[axis.Name]).ToEquatableArray()));
        Store(kernel!, loops, value, view, StoreMode.Set);
        return view;
    }

    private void Store(LoopKernel kernel, Dictionary<string, int> loops, int value, View view, StoreMode mode) =>
        kernel.Add(new Store(Add(kernel, loops, value), view, view.Dimensions.Select(dimension => loops[dimension.Axis.Name]).ToEquatableArray(), mode));

    private void Reduced(PrimitiveNode node, Reduce reduce)
    {
        var input = node.Inputs[0];
        var (kernel, loops) = Loops(AxesOf(input), [input]);
        var left = node.Results[0].Items.Select(axis => loops[axis.Name]).ToEquatableArray();
        var read = Add(kernel, loops, input);
        if (left.All(loop => loop < left.Count))
        {
            // What is reduced are the innermost loops.
            kernel.Add(new ReduceStep(new(node.First, left), reduce.Function, read));
            homes[node.First] = kernel;
            return;
        }

        var view = SumsOf(node.First, new(node.Results[0].Items.OrderBy(axis => loops[axis.Name]).ToEquatableArray()));
        var mode = reduce.Function == ReductionFunction.Sum ? StoreMode.Add : StoreMode.Maximum;
        kernel.Add(new Store(read, view, view.Dimensions.Select(dimension => loops[dimension.Axis.Name]).ToEquatableArray(), mode));
        Fill(view, mode, kernel);
        (views[node.First], writers[node.First]) = (view, kernel);
    }

    private View Scattered(int value, Scatter scatter)
    {
        var inputs = nodes[value].Inputs;
        var (kernel, loops) = Loops(AxesOf(inputs[0]).With(AxesOf(inputs[1])), inputs);
        var view = SumsOf(value, AxesOf(value));
        var others = view.Dimensions.Where(dimension => dimension.Axis.Name != scatter.Axis.Name).Select(dimension => loops[dimension.Axis.Name]);
        var index = new RowIndex(scatter.Axis.Name, Add(kernel, loops, inputs[1]));
        kernel.Add(new Store(Add(kernel, loops, inputs[0]), view, others.ToEquatableArray(), StoreMode.Add, index));
        Fill(view, StoreMode.Add, kernel);
        writers[value] = kernel;
        return view;
    }

    // The loops over some axes for what reads some values: those of a kernel that is there, or new ones.
    private (LoopKernel Kernel, Dictionary<string, int> Loops) Loops(Axes space, IReadOnlyList<int> roots, bool isLast = false)
    {
        var needs = new List<Need>();
        var same = space.Items.ToDictionary(axis => axis.Name, axis => axis.Name);
        foreach (var root in roots)
        {
            Collect(root, same, space, needs, []);
        }

        var last = isLast ? kernels.Count - 1 : needs.Select(need => kernels.IndexOf(KernelOf(need.Value)!)).Append(-1).Max();
        for (var place = Math.Max(0, last); !isLast && place < kernels.Count; place++)
        {
            if (kernels[place] is LoopKernel kernel && Fit(kernel, place, space, needs) is { } loops)
            {
                return (kernel, loops);
            }
        }

        var ordered = Ordered(space, needs);
        var made = new LoopKernel(ordered) { NameOf = region.NameOf };
        kernels.Insert(last + 1, made);
        return (made, ordered.Select((axis, loop) => (axis.Name, loop)).ToDictionary(pair => pair.Name, pair => pair.loop));
    }

    private Kernel? KernelOf(int value) => homes[value] ?? writers[value];

    // Which loops of a kernel go along which axes, if everything that is needed can be read in them.
    private Dictionary<string, int>? Fit(LoopKernel kernel, int place, Axes space, IReadOnlyList<Need> needs)
    {
        var loops = new Dictionary<string, int>();
        foreach (var need in needs.Where(need => KernelOf(need.Value) == kernel))
        {
            if (need.IsTable || kernel.Steps.FirstOrDefault(step => step.Place.Value == need.Value)?.Place is not { } known)
            {
                return null;
            }

            foreach (var (axis, loop) in AxesOf(need.Value).Items.Zip(known.Loops, (axis, loop) => (need.Names[axis.Name], loop)))
            {
                if (loops.TryGetValue(axis, out var other) ? other != loop : loops.ContainsValue(loop))
                {
                    return null;
                }

                loops[axis] = loop;
            }
        }

        if (needs.Any(need => KernelOf(need.Value) is { } other && other != kernel && kernels.IndexOf(other) >= place))
        {
            return null;
        }

        foreach (var axis in space.Items.Where(axis => !loops.ContainsKey(axis.Name)))
        {
            var free = kernel.Axes.ToList().FindIndex(other => other.Name == axis.Name);
            if (free < 0 || loops.ContainsValue(free))
            {
                return null;
            }

            loops[axis.Name] = free;
        }

        var isWhole = loops.Values.All(loop => loop < loops.Count) && loops.Count == space.Items.Count
            && space.Items.All(axis => Polynomial.AreEqual(axis.Size, kernel.Axes[loops[axis.Name]].Size));
        // Within other loops a scalar is free, but rows of a tensor are not joined by chance.
        return isWhole && (space.Items.Count == kernel.Axes.Count || needs.Any(need => KernelOf(need.Value) == kernel)) ? loops : null;
    }

    // The innermost loop goes along what lies side by side.
    private IReadOnlyList<Axis> Ordered(Axes space, IReadOnlyList<Need> needs)
    {
        var axes = space.Items.OrderBy(axis => RankOf(axis.Name)).ToList();
        if (axes.Count == 0)
        {
            return axes;
        }

        // Loops go along as what is read lies in memory.
        var read = needs.Where(need => !need.IsTable && views[need.Value] is not null)
            .Select(need => views[need.Value]!.Dimensions.Where(dimension => dimension.Stride.Value is not 0).Select(dimension => need.Names[dimension.Axis.Name]).ToList())
            .OrderByDescending(names => names.Count).FirstOrDefault() ?? [];
        var along = new Queue<Axis>(axes.Where(axis => read.Contains(axis.Name)).OrderBy(axis => read.IndexOf(axis.Name)));
        axes = [.. axes.Select(axis => read.Contains(axis.Name) ? along.Dequeue() : axis)];

        // Rows of a table are read whole, whatever lies side by side of what names them.
        int Score(Axis axis) => needs.Sum(need => views[need.Value] is not { } view ? 0 : (need.IsTable ? axes.Count : 1) * view.Dimensions.Sum(dimension =>
            !need.Names.TryGetValue(dimension.Axis.Name, out var name) || name != axis.Name || dimension.Stride.Value is 0 ? 0
                : dimension.Stride.Value is 1 ? 1 : -1));
        var best = axes.Max(Score);
        var lane = axes.Last(axis => Score(axis) == best);
        axes.Remove(lane);
        axes.Add(lane);
        return axes;
    }

    private static int RankOf(string axis) => axis switch { "batch" => 0, "time" => 1, "width" or "units" or "vocab" => 3, _ => 2 };
}
