using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Schedules;

/// <content>Matrix products.</content>
internal sealed partial class RegionScheduler
{
    // From so many columns, or so much depth, on, many products cost no more than one over what had to be copied first.
    private const double LeastAlone = 32;

    private View Product(int value, Contract contract)
    {
        // What it is added to comes before it.
        var isAdded = productsBefore.TryGetValue(value, out var other);
        if (isAdded)
        {
            Materialize(other);
        }

        var (first, second) = (nodes[value].Inputs[0], nodes[value].Inputs[1]);
        var (left, right) = (Materialize(first), Materialize(second));
        var destination = destinations.TryGetValue(value, out var directed) && (IsRow(directed, right, left) || IsRow(directed, left, right)) ? directed : null;
        if (destination is not null ? !IsRow(destination, right, left) : IsRowMajor(left, right, contract)
            && (!IsRowMajor(right, left, contract) || IsWider(left, right, contract)))
        {
            (first, second, left, right) = (second, first, right, left);
        }

        List<string> depth = [.. left.Dimensions.Select(dimension => dimension.Axis.Name).Where(name => contract.Over.Contains(name))];
        List<string> both = [.. left.Dimensions.Select(dimension => dimension.Axis.Name).Where(name => !contract.Over.Contains(name) && right.Axes.Has(name))];
        List<string> rows = [.. left.Dimensions.Select(dimension => dimension.Axis.Name).Where(name => !right.Axes.Has(name))];
        List<string> columns = [.. right.Dimensions.Select(dimension => dimension.Axis.Name).Where(name => !left.Axes.Has(name))];
        if (destination is not null)
        {
            List<string> along = [.. destination.Dimensions.Select(dimension => dimension.Axis.Name)];
            rows = [.. rows.OrderBy(along.IndexOf)];
            columns = [.. columns.OrderBy(along.IndexOf)];
        }

        var axes = left.Axes.With(right.Axes);
        var copies = new List<Kernel>();
        List<string> order = [.. both, .. rows, .. columns];
        // What no stride leads through is gone through one by one.
        var around = both.Select(name => axes[name]).ToList();
        while ((destination is not null && !IsOne(destination, columns)) || (IsOne(right, depth) && !IsOne(right, columns) && IsLarge(columns.Skip(1))))
        {
            around.Add(axes[columns[0]]);
            columns.RemoveAt(0);
        }

        // Examples that are gone through one by one lie apart, as they do elsewhere.
        var natural = new Axes(order.Select(name => axes[name]).OrderBy(axis => RankOf(axis.Name) == 0 && around.Contains(axis) ? 0 : 1).ToEquatableArray());
        var result = destination ?? (places.TryGetValue(value, out var place) ? place(natural) : Temporary(value, natural));

        // Products over a part of the depth are added up.
        var adds = false;
        while (!(IsOne(left, depth) && IsOne(right, depth)) && result.IsInOnePiece && IsLarge(depth.Skip(1)))
        {
            around.Add(axes[depth[0]]);
            depth.RemoveAt(0);
            adds = true;
        }

        if (!IsOne(left, depth))
        {
            left = Copied(first, [.. both, .. rows, .. depth]);
        }

        if (!IsOne(right, depth) || !IsOne(right, columns))
        {
            right = Copied(second, [.. around.Select(axis => axis.Name).Where(right.Axes.Has), .. depth, .. columns]);
        }

        while (!IsOne(left, rows) || !IsOne(result, rows))
        {
            around.Add(axes[rows[0]]);
            rows.RemoveAt(0);
        }

        var kernel = new ProductKernel(left, right, result, AxisOf(rows), AxisOf(columns), AxisOf(depth), around, adds || isAdded);
        kernels.Insert(Behind(isAdded ? [first, second, other] : [first, second], copies), kernel);
        if (adds && !isAdded)
        {
            Fill(result, StoreMode.Add, kernel);
        }

        writers[value] = kernel;
        return result;

        ProductAxis AxisOf(IReadOnlyList<string> names) => new(
            axes.SizeOf(names), left.StrideOf(names[names.Count - 1]), right.StrideOf(names[names.Count - 1]), result.StrideOf(names[names.Count - 1]));

        // Worth a product of its own.
        bool IsLarge(IEnumerable<string> names) => axes.SizeOf(names).Value >= LeastAlone;

        View Copied(int input, IEnumerable<string> order)
        {
            var copy = Temporary(input, new(order.Select(name => axes[name]).ToEquatableArray()));
            copies.Add(Write(input, copy));
            return copy;
        }
    }

    // Whether the columns of a product, the axes that one matrix has alone, lie side by side where it goes.
    private static bool IsRow(View result, View columns, View other) => result.Dimensions
        .Where(dimension => columns.Axes.Has(dimension.Axis.Name) && !other.Axes.Has(dimension.Axis.Name)).LastOrDefault()?.Stride.Value is 1;

    // The axis whose places lie side by side.
    private static string? InnermostOf(View view) => view.Dimensions.FirstOrDefault(dimension => dimension.Stride.Value is 1)?.Axis.Name;

    // Whether what one matrix has alone lies side by side.
    private static bool IsRowMajor(View matrix, View other, Contract contract) =>
        InnermostOf(matrix) is { } innermost && !other.Axes.Has(innermost) && !contract.Over.Contains(innermost);

    // Whether one matrix alone has more columns than the other; where that is not known, whether its columns are those of vectors.
    private static bool IsWider(View matrix, View other, Contract contract) =>
        WidthOf(matrix, other, contract) is { } width && WidthOf(other, matrix, contract) is { } another ? width > another
            : RankOf(InnermostOf(matrix)!) > RankOf(InnermostOf(other)!);

    private static double? WidthOf(View matrix, View other, Contract contract) =>
        Axes.SizeOf(matrix.Axes.Items.Where(axis => !contract.Over.Contains(axis.Name) && !other.Axes.Has(axis.Name))).Value;

    // Whether one stride leads through axes, from the outermost to the innermost.
    private static bool IsOne(View view, IReadOnlyList<string> axes)
    {
        List<Dimension> dimensions = [.. axes.Select(axis => view.Dimensions.First(dimension => dimension.Axis.Name == axis))];
        return dimensions.Zip(dimensions.Skip(1), View.Follow).All(follows => follows);
    }
}
