using Makemore.Generators.Collections;
using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>
/// The product of vectors with a matrix, made of the products of what they are mixed of. Adding vectors up, weighing them by numbers
/// and moving them along other axes is the same before a matrix and behind it, so the matrix may go to the tables in which they are
/// looked up.
/// </summary>
/// <param name="matrix">The matrix.</param>
/// <param name="features">The axes of the vectors, which the matrix has too.</param>
internal sealed class LiftedProduct(Tensor matrix, IReadOnlyList<string> features)
{
    private readonly Dictionary<(Tensor, EquatableArray<Rearrangement>), Tensor?> products = [];

    /// <summary>Whether a matrix may go through a step, to what it reads.</summary>
    public static bool GoesThrough(Primitive primitive) => Rearrangement.Is(primitive)
        || primitive is Binary { Function: BinaryFunction.Add or BinaryFunction.Subtract or BinaryFunction.Multiply or BinaryFunction.Divide }
            or Select or CumulativeSum or Reduce { Function: ReductionFunction.Sum } or Contract;

    /// <summary>The product of vectors; null where they are mixed of others than rows of tables and what is the same for all examples.</summary>
    public Tensor? Of(Tensor vectors) => Of(vectors, []);

    // The product of vectors that are moved before it: as little as can be is moved.
    private Tensor? Of(Tensor vectors, EquatableArray<Rearrangement> moves)
    {
        if (!products.TryGetValue((vectors, moves), out var product))
        {
            product = Mixed(vectors, moves)?.Called(NameOf(vectors));
            products.Add((vectors, moves), product);
        }

        return product;
    }

    private Tensor? Mixed(Tensor vectors, EquatableArray<Rearrangement> moves)
    {
        if (!IsVector(vectors) || !IsOfBatch(vectors))
        {
            return IsOther(moves) ? Moved(OfAll(vectors), moves) : OfAll(Moved(vectors, moves));
        }

        var (primitive, inputs) = vectors.Builder.StepOf(vectors);
        return primitive switch
        {
            Gather gather => OfRows(gather, inputs[0], inputs[1], moves),
            Binary { Function: BinaryFunction.Add or BinaryFunction.Subtract } =>
                Of(inputs[0], moves) is { } left && Of(inputs[1], moves) is { } right ? left.Then(primitive, right) : null,
            Binary { Function: BinaryFunction.Multiply } when !IsVector(inputs[0]) => Of(inputs[1], moves) is { } product ? Factor(inputs[0], moves) * product : null,
            Binary { Function: BinaryFunction.Multiply } when !IsVector(inputs[1]) => Of(inputs[0], moves) is { } product ? product * Factor(inputs[1], moves) : null,
            Binary { Function: BinaryFunction.Divide } when !IsVector(inputs[1]) => Of(inputs[0], moves) is { } product ? Divided(product, inputs[1], moves) : null,
            Select when !IsVector(inputs[0]) =>
                Chosen(inputs[1], moves) is { } then && Chosen(inputs[2], moves) is { } otherwise ? Factor(inputs[0], moves).Choose(then, otherwise) : null,
            CumulativeSum sum => Summed(inputs[0], sum, [sum.Axis], moves),
            Reduce { Function: ReductionFunction.Sum } sum => Summed(inputs[0], sum, sum.Over, moves),
            Contract sum when !IsVector(inputs[0]) => Summed(inputs[1], sum, sum.Over, moves, inputs[0]),
            Contract sum when !IsVector(inputs[1]) => Summed(inputs[0], sum, sum.Over, moves, inputs[1]),
            _ when Rearrangement.Is(primitive) && new Rearrangement(primitive, inputs[0].Axes) is var move && !move.Names.Any(features.Contains) =>
                Of(inputs[0], moves.Prepend(move).ToEquatableArray()),
            _ => null,
        };
    }

    // What is the same for all examples, or has none of the features, is multiplied itself.
    private Tensor OfAll(Tensor vectors)
    {
        string[] missing = [.. features.Where(name => !vectors.Axes.Has(name))];
        var factor = missing.Length == 0 ? matrix : matrix.Sum(missing);
        return missing.Length == features.Count ? vectors * factor : vectors.Then(new Contract(features.Except(missing).ToEquatableArray()), factor);
    }

    // Instead of rows, the numbers are moved that name them.
    private Tensor? OfRows(Gather gather, Tensor table, Tensor places, EquatableArray<Rearrangement> moves)
    {
        if (IsOfBatch(table) || IsVector(places) || !features.All(table.Axes.Has) || matrix.Axes.Has(gather.Axis)
            || moves.Any(move => move.Names.Any(table.Axes.Has)))
        {
            return null;
        }

        var rows = OfAll(table).Called(NameOf(table)).Then(gather, Moved(places, moves));
        var isThere = Moved(matrix.Builder.Scalar(Number.Of(1)), moves.SkipWhile(move => move.Primitive is not Pad));
        return isThere.Axes.Items.Count == 0 ? rows : isThere.Choose(rows, rows.Builder.Scalar(Number.Of(0)));
    }

    // What is filled up beside vectors would be divided by nothing.
    private static Tensor Divided(Tensor product, Tensor divisor, EquatableArray<Rearrangement> moves) =>
        Factor(divisor, moves) == divisor ? product / divisor : product * Factor(divisor.Builder.Scalar(Number.Of(1)) / divisor, moves);

    // Where nothing is chosen, there is nothing to multiply.
    private Tensor? Chosen(Tensor vectors, EquatableArray<Rearrangement> moves) =>
        vectors.Builder.StepOf(vectors).Primitive is Scalar { Value: Number.Constant { Number: 0 } } ? vectors : Of(vectors, moves);

    // Sums are taken of products, and then moved; along an axis of the matrix these are others than the products of sums.
    private Tensor? Summed(Tensor vectors, Primitive sum, IEnumerable<string> over, EquatableArray<Rearrangement> moves, params Tensor[] factors) =>
        !over.Any(matrix.Axes.Has) && IsOther(moves) && Of(vectors, []) is { } product ? Moved(product.Then(sum, factors), moves) : null;

    private static Tensor Moved(Tensor tensor, IEnumerable<Rearrangement> moves) => moves.Aggregate(tensor, (moved, move) => move.Of(moved));

    private static Tensor Factor(Tensor factor, IEnumerable<Rearrangement> moves) => moves.Aggregate(factor, (moved, move) => move.OfFactor(moved));

    // Whether moves are along no axis of the matrix, so that products may be moved instead of vectors.
    private bool IsOther(IEnumerable<Rearrangement> moves) => !moves.SelectMany(move => move.Names).Any(matrix.Axes.Has);

    private bool IsVector(Tensor tensor) => features.Any(tensor.Axes.Has);

    private static bool IsOfBatch(Tensor tensor) => tensor.Axes.Has(GraphBuilder.Batch.Name);

    private static ValueName? NameOf(Tensor vectors) => vectors.Builder.NameOf(vectors) is { } name ? name with { Part = name.Part + "Product" } : null;
}
