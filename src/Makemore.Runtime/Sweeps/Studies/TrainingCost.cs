using System.Collections.Immutable;
using Makemore.Runtime.Models;

namespace Makemore.Runtime.Sweeps.Studies;

/// <summary>What a training costs, whatever the machine.</summary>
public static class TrainingCost
{
    // Two for each number and place forwards, for the product and the sum, and twice as many backwards (Kaplan et al., 2020).
    private const double ForEach = 6;

    /// <summary>
    /// The floating-point operations of an example, forwards and backwards: six for each trained number of a product and each
    /// place where it is used (Kaplan et al., 2020, arXiv:2001.08361). Attention's products of activations, normalizations and
    /// lookups are left out, as there.
    /// </summary>
    /// <param name="graph">The rows of the model's graph.</param>
    public static double OperationsOfExample(ImmutableArray<GraphRow> graph) => graph.Where(row => !row.IsLookup).Sum(Operations);

    /// <summary>Whether a graph gives one distribution for each example, (batch, vocabulary).</summary>
    internal static bool IsWindowed(ImmutableArray<GraphRow> graph) => graph is [.., { Sizes.Length: 2 }];

    private static double Operations(GraphRow row)
    {
        var numbers = row.ParameterShapes.Where(shape => shape.Length > 1).Sum(shape => shape.Aggregate(1.0, (product, size) => product * size));
        var places = row.Sizes.Skip(1).SkipLast(1).Aggregate(1.0, (product, size) => product * size);
        return ForEach * row.Times * numbers * places;
    }
}
