using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Schedules;

/// <content>What an expression reads, and which of it is computed where it is read.</content>
internal sealed partial class RegionScheduler
{
    // What is computed elsewhere of what an expression reads; the rest is computed where it is read.
    private void Collect(int value, Dictionary<string, string> names, Axes space, List<Need> needs, HashSet<int> seen)
    {
        var node = nodes[value];
        if (!seen.Add(value))
        {
            return;
        }

        if (node.Primitive is Scalar or Iota)
        {
            return;
        }

        if (node.Primitive is Rename or Expand)
        {
            Collect(node.Inputs[0], Inner(node.Primitive, names), space, needs, seen);
            return;
        }

        if (views[value] is null && IsFunction(node.Primitive) && (homes[value] is null || IsRepeated(node.Primitive)))
        {
            if (IsFirst(AxesOf(value), names, space) || !IsCostly(value))
            {
                foreach (var input in Values(node))
                {
                    Collect(input, names, space, needs, seen);
                }

                if (node.Primitive is Gather)
                {
                    Materialize(node.Inputs[0]);
                    needs.Add(new(node.Inputs[0], names, IsTable: true));
                }

                return;
            }
        }

        if (views[value] is null && homes[value] is null)
        {
            Materialize(value);
        }

        needs.Add(new(value, names));
    }

    // Whether the axes are the outermost of some, so that a loop computes each number once.
    private static bool IsFirst(Axes axes, Dictionary<string, string> names, Axes space)
    {
        var ordered = space.Items.OrderBy(axis => RankOf(axis.Name)).Select(axis => axis.Name).ToList();
        return axes.Items.All(axis => ordered.IndexOf(names[axis.Name]) < axes.Items.Count);
    }

    // Whether some of it is better read than computed again.
    private bool IsCostly(int value)
    {
        var (waiting, seen) = (new Stack<int>([value]), new HashSet<int>());
        while (waiting.Count > 0)
        {
            var node = nodes[waiting.Pop()];
            if (!seen.Add(node.First) || !IsFunction(node.Primitive) || views[node.First] is not null)
            {
                continue;
            }

            if (!IsRepeated(node.Primitive))
            {
                return true;
            }

            foreach (var input in Values(node))
            {
                waiting.Push(input);
            }
        }

        return false;
    }

    private static IEnumerable<int> Values(PrimitiveNode node) => node.Primitive is Gather ? node.Inputs.Skip(1) : node.Inputs;

    private static bool IsFunction(Primitive primitive) =>
        primitive is Unary or Binary or Select or Gather or ChosenCore or ChosenFunction or ChosenDerivative;

    // What is as well computed again as read; rows of a table are read anyway.
    private static bool IsRepeated(Primitive primitive) => primitive.IsCheap || primitive is Gather;

    private static Dictionary<string, string> Inner(Primitive primitive, Dictionary<string, string> names)
    {
        var inner = new Dictionary<string, string>(names);
        switch (primitive)
        {
            case Rename rename:
                inner[rename.From] = names[rename.To];
                if (rename.From != rename.To)
                {
                    inner.Remove(rename.To);
                }

                break;
            case Expand expand:
                inner.Remove(expand.Axis.Name);
                break;
        }

        return inner;
    }

    // What an expression reads, as loops see it.
    private Place Add(LoopKernel kernel, Dictionary<string, int> loops, int value)
    {
        var node = nodes[value];
        while (node.Primitive is Rename or Expand)
        {
            loops = node.Primitive is Rename rename ? new(loops) { [rename.From] = loops[rename.To] } : loops;
            value = node.Inputs[0];
            node = nodes[value];
        }

        var place = new Place(value, AxesOf(value).Items.Select(axis => loops[axis.Name]).ToEquatableArray());
        if (kernel[place] is not null)
        {
            return place;
        }

        if (node.Primitive is Scalar or Iota)
        {
            kernel.Add(new ComputeStep(place, node.Primitive, []));
        }
        else if (views[value] is null && IsFunction(node.Primitive) && (homes[value] is null || homes[value] == kernel || IsRepeated(node.Primitive)))
        {
            List<Place> inputs = [.. Values(node).Select(input => Add(kernel, loops, input))];
            if (node.Primitive is Gather gather)
            {
                var table = Materialize(node.Inputs[0]);
                var others = table.Dimensions.Where(dimension => dimension.Axis.Name != gather.Axis).Select(dimension => loops[dimension.Axis.Name]);
                kernel.Add(new RowStep(place, table, others.ToEquatableArray(), new(gather.Axis, inputs[0])));
            }
            else
            {
                kernel.Add(new ComputeStep(place, node.Primitive, inputs.ToEquatableArray()));
            }

            homes[value] ??= kernel;
        }
        else
        {
            var view = Materialize(value);
            if (kernel[place] is not null)
            {
                // To be written it is computed again, and these are the loops for it.
                return place;
            }

            var dimensions = AxesOf(value).Items.Select(axis => view.Dimensions.First(dimension => dimension.Axis.Name == axis.Name));
            kernel.Add(new LoadStep(place, view with { Dimensions = dimensions.ToEquatableArray() }));
        }

        return place;
    }

    // What an expression reads of other kernels, the names of its axes in the space of the loops, and whether it reads rows of it.
    private sealed record Need(int Value, Dictionary<string, string> Names, bool IsTable = false);
}
