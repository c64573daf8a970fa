using Makemore.Generators.Primitives;

namespace Makemore.Generators.Schedules;

/// <content>Sums that are no loops: over all that came before, and of products that are added up where they lie.</content>
internal sealed partial class RegionScheduler
{
    // The last product of a sum of products, and the one that each of them but the first is added to.
    private readonly Dictionary<int, int> lastProducts = [];
    private readonly Dictionary<int, int> productsBefore = [];

    private View Cumulated(int value, CumulativeSum sum)
    {
        var input = nodes[value].Inputs[0];
        var (from, writer) = IsFunction(nodes[input].Primitive) && views[input] is null ? (null, null) : (Materialize(input), writers[input]);
        if (from is null || !IsSummable(from, sum.Axis))
        {
            from = Temporary(input, Sorted(AxesOf(value)));
            writer = Write(input, from);
        }

        var to = Temporary(value, from.Axes);
        writers[value] = new CumulativeKernel(from, to.Block, sum.Axis);
        kernels.Insert(writer is null ? 0 : kernels.IndexOf(writer) + 1, writers[value]!);
        return to;
    }

    // Whether one stride leads through what lies around an axis, and what lies within it is in one piece.
    private static bool IsSummable(View view, string axis)
    {
        List<string> axes = [.. view.Axes.Items.Select(item => item.Name)];
        var place = axes.IndexOf(axis);
        return IsOne(view, [.. axes.Take(place)]) && IsOne(view, [.. axes.Skip(place + 1)])
            && (place == axes.Count - 1 || view.Dimensions[axes.Count - 1].Stride.Value is 1);
    }

    // The products that a value is the sum of, each needed for nothing else; null where one of them cannot lie in a place.
    private IReadOnlyList<int>? ProductsOf(int value, View place)
    {
        var node = nodes[value];
        if (UsesOf(value) != 1 || views[value] is not null || destinations.ContainsKey(value) || !AxesOf(value).IsAlike(place.Axes))
        {
            return null;
        }

        return node.Primitive switch
        {
            Contract => place.Dimensions.LastOrDefault() is { Stride.Value: 1, Axis.Name: var name } && AxesOf(node.Inputs[0]).Has(name) != AxesOf(node.Inputs[1]).Has(name)
                ? [value] : null,
            Binary { Function: BinaryFunction.Add } => ProductsOf(node.Inputs[0], place) is { } left && ProductsOf(node.Inputs[1], place) is { } right
                ? [.. left.Concat(right).OrderBy(product => product)] : null,
            _ => null,
        };
    }

    private int UsesOf(int value) => region.Nodes.Sum(node => node.Inputs.Count(input => input == value)) + region.Results.Count(result => result == value);

    // Lets products be added up where their sum has to be.
    private void DirectAll(int sum, IReadOnlyList<int> products, View place)
    {
        lastProducts[sum] = products[products.Count - 1];
        foreach (var (product, next) in products.Zip(products.Skip(1), (product, next) => (product, next)))
        {
            productsBefore[next] = product;
        }

        foreach (var product in products)
        {
            destinations[product] = place;
        }
    }

    private View AddedUp(int value, int last)
    {
        var view = Materialize(last);
        writers[value] = writers[last];
        return view;
    }
}
