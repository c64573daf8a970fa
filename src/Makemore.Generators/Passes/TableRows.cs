using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>
/// The product of rows of a table with a matrix is rows of another table, the product of both, which is smaller where there are more
/// rows than tokens: so the first layer on an embedding is a lookup.
/// </summary>
/// <param name="batch">About how many examples are computed at once.</param>
public sealed class TableRows(double batch) : Pass
{
    // What one number of a product costs in multiplications of a large one, as measured: a row is read, added and written again.
    private const double CostOfRow = 4;
    private const double Vocabulary = 32;

    private readonly List<TableChoice> choices = [];

    /// <inheritdoc/>
    public override string Name => "table rows";

    /// <summary>What it has weighed, also where it left a product as it is.</summary>
    public IReadOnlyList<TableChoice> Choices => choices;

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs)
    {
        if (primitive is not Contract contract || inputs[0].Axes.Has("batch") == inputs[1].Axes.Has("batch"))
        {
            return null;
        }

        var (rows, matrix) = inputs[0].Axes.Has("batch") ? (inputs[0], inputs[1]) : (inputs[1], inputs[0]);
        var name = NameOf(matrix);
        List<string> over = [.. contract.Over];
        while (StepOf(rows) is (Merge merge, var merged) && over.Contains(merge.Into))
        {
            // The matrix is cut as the vectors were joined.
            if (matrix.Axes.Has(merge.Outer) || (merge.Inner != merge.Into && matrix.Axes.Has(merge.Inner)))
            {
                return null;
            }

            rows = merged[0];
            matrix = matrix.Split(merge.Into, rows.Axes[merge.Outer], rows.Axes[merge.Inner]);
            over.Remove(merge.Into);
            over.AddRange([merge.Outer, merge.Inner]);
        }

        if (FeaturesOf(rows, over) is not { Count: > 0 } features)
        {
            return null;
        }

        var choice = Weigh(name, rows, matrix, features, over);
        var lifted = choice.IsTable ? Lift(rows, matrix, features) : null;
        if (lifted is not null || !choice.IsTable)
        {
            choices.Add(choice);
        }

        if (lifted is null)
        {
            return null;
        }

        string[] left = [.. over.Where(name => !features.Contains(name))];
        return left.Length == 0 ? lifted : lifted.Sum(left);
    }

    // A part of a matrix is called after the whole.
    private static string NameOf(Tensor matrix) => matrix.Builder.NameOf(matrix)?.Path
        ?? (StepOf(matrix) is (Slice, var whole) ? NameOf(whole[0]) : "matrix");

    // The axes of the vectors that are looked up; null where nothing is.
    private static IReadOnlyList<string>? FeaturesOf(Tensor tensor, IReadOnlyList<string> over) => StepOf(tensor) switch
    {
        (Gather gather, var inputs) => [.. inputs[0].Axes.Without(gather.Axis).Items.Select(axis => axis.Name).Where(name => over.Contains(name) && !inputs[1].Axes.Has(name))],
        (Pad or Windows or Slice or Reverse, var inputs) => FeaturesOf(inputs[0], over),
        (Primitives.Select, var inputs) => FeaturesOf(inputs[1], over) ?? FeaturesOf(inputs[2], over),
        _ => null,
    };

    private TableChoice Weigh(string name, Tensor rows, Tensor matrix, IReadOnlyList<string> features, IReadOnlyList<string> over)
    {
        double Count(IEnumerable<Axis> axes) => axes.Select(axis => Estimate(axis.Size)).Aggregate(1.0, (left, right) => left * right);
        var count = Count(rows.Axes.Without(over).Items);
        var depth = Count(features.Select(name => rows.Axes[name]));
        // The columns of the matrix, and what is summed without being looked up: the same for both.
        var times = Count(matrix.Axes.Without(features).Items);
        return new(name, times * ((Vocabulary * depth) + (count * CostOfRow)), times * count * depth);
    }

    private double Estimate(Number size) => size.Value ?? (size is Number.Symbol { Name: "vocab" } ? Vocabulary : size is Number.Symbol { Name: "batch" } ? batch : 8);

    private static Tensor? Lift(Tensor tensor, Tensor matrix, IReadOnlyList<string> features)
    {
        if (features.All(tensor.Axes.Has) && !tensor.Axes.Has("batch"))
        {
            return tensor.Then(new Contract(Collections.EquatableArray.ToEquatableArray(features)), matrix);
        }

        if (StepOf(tensor) is (Primitives.Select, var chosen) && !features.Any(chosen[0].Axes.Has))
        {
            return Lift(chosen[1], matrix, features) is { } then && Lift(chosen[2], matrix, features) is { } otherwise ? chosen[0].Choose(then, otherwise) : null;
        }

        if (RowsOf(tensor, features) is not var (table, axis, places, isThere))
        {
            return null;
        }

        var rows = table.Then(new Contract(Collections.EquatableArray.ToEquatableArray(features)), matrix).Then(new Gather(axis), places);
        return isThere is null ? rows : isThere.Choose(rows, rows.Builder.Scalar(Number.Of(0)));
    }

    // A tensor as rows of a table, and where they are 0 instead.
    private static (Tensor Table, string Axis, Tensor Places, Tensor? IsThere)? RowsOf(Tensor tensor, IReadOnlyList<string> features)
    {
        var step = StepOf(tensor);
        if (step is (Gather gather, var inputs))
        {
            return (inputs[0], gather.Axis, inputs[1], null);
        }

        var changed = step?.Primitive switch { Pad pad => pad.Axis, Windows windows => windows.Axis, Slice slice => slice.Axis, Reverse reverse => reverse.Axis, _ => null };
        if (changed is null || features.Contains(changed) || RowsOf(step!.Value.Inputs[0], features) is not var (table, axis, places, isThere) || !places.Axes.Has(changed))
        {
            return null;
        }

        var there = step.Value.Primitive is Pad ? isThere ?? places.Builder.Fill(Number.Of(1), places.Axes) : isThere;
        return (table, axis, places.Then(step.Value.Primitive), there?.Then(step.Value.Primitive));
    }
}
