using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>
/// The product of rows of a table with a matrix is rows of another table, the product of both, which is smaller where there are more
/// rows than tokens: so the first layer on an embedding is a lookup. What mixes rows before the product, such as the sum with a
/// vector for each place, or the mean of all earlier rows, mixes those of the other table instead.
/// </summary>
/// <param name="batch">About how many examples are computed at once.</param>
public sealed class TableRows(double batch) : Pass
{
    private readonly StepCost cost = new(batch);
    private readonly List<TableChoice> choices = [];

    /// <inheritdoc/>
    public override string Name => "table rows";

    /// <summary>What it has weighed, also where it left a product as it is.</summary>
    public IReadOnlyList<TableChoice> Choices => choices;

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs)
    {
        if (primitive is not Contract contract || IsOfBatch(inputs[0]) == IsOfBatch(inputs[1]))
        {
            return null;
        }

        var (vectors, matrix) = IsOfBatch(inputs[0]) ? (inputs[0], inputs[1]) : (inputs[1], inputs[0]);
        var name = NameOf(matrix);
        List<string> over = [.. contract.Over];
        while (StepOf(vectors) is (Merge merge, var merged) && over.Contains(merge.Into))
        {
            // The matrix is cut as the vectors were joined.
            if (matrix.Axes.Has(merge.Outer) || (merge.Inner != merge.Into && matrix.Axes.Has(merge.Inner)))
            {
                return null;
            }

            vectors = merged[0];
            matrix = matrix.Split(merge.Into, vectors.Axes[merge.Outer], vectors.Axes[merge.Inner]);
            over.Remove(merge.Into);
            over.AddRange([merge.Outer, merge.Inner]);
        }

        if (FeaturesOf(vectors, over) is not { } features || new LiftedProduct(matrix, features).Of(vectors) is not { } lifted)
        {
            return null;
        }

        string[] left = [.. over.Except(features)];
        var product = left.Length == 0 ? lifted : lifted.Sum(left);
        var choice = new TableChoice(name, Cost(product, [vectors, matrix]), cost.OfProduct(vectors.Axes, matrix.Axes));
        choices.Add(choice);
        // What was made to be weighed, nothing needs.
        return choice.IsTable ? product : null;
    }

    private static bool IsOfBatch(Tensor tensor) => tensor.Axes.Has(GraphBuilder.Batch.Name);

    // A part of a matrix is called after the whole.
    private static string NameOf(Tensor matrix) => matrix.Builder.NameOf(matrix)?.Path
        ?? (StepOf(matrix) is (Slice, var whole) ? NameOf(whole[0]) : "matrix");

    // The axes of the vectors that are looked up; null where nothing is.
    private static IReadOnlyList<string>? FeaturesOf(Tensor vectors, IReadOnlyList<string> over) => Origins(vectors, LiftedProduct.GoesThrough)
        .Select(StepOf).Where(step => step is (Gather, _))
        .Select(step => over.Where(name => step!.Value.Inputs[0].Axes.Has(name) && !step.Value.Inputs[1].Axes.Has(name)).ToList())
        .FirstOrDefault(features => features.Count > 0);

    // What is computed on the way from some values to another; that they are needed all the same is taken for granted.
    private double Cost(Tensor product, IEnumerable<Tensor> known)
    {
        var before = new HashSet<Tensor>(known.SelectMany(Origins));
        return Origins(product).Where(origin => !before.Contains(origin)).Sum(cost.Of);
    }
}
