using Makemore.Runtime.Runs;
using Makemore.Runtime.Tensors;

namespace Makemore.Pages.Findings;

/// <summary>The trained vectors of the tokens.</summary>
/// <param name="Name">The name of the tensor.</param>
/// <param name="Rows">The vector of each token that is shown, by its number.</param>
internal sealed record EmbeddingTable(string Name, IReadOnlyList<(int Token, double[] Vector)> Rows)
{
    private const int MostTokens = 150;

    /// <summary>The number of dimensions.</summary>
    public int Dimensions => Rows[0].Vector.Length;

    /// <summary>
    /// The first trained tensor with a row for each token that the network looks up; of a large vocabulary the tokens that are most
    /// frequent in the training split. Null where there is none.
    /// </summary>
    public static EmbeddingTable? Of(TrainedModel trained)
    {
        var vocabulary = trained.Model.Vocabulary;
        var graph = trained.Plan.Experiment.Graph(trained.Plan.Hyperparameters, trained.Plan.Spec.Context, vocabulary);
        var looked = graph.Where(row => row.IsLookup && row.Layer.Length == 0 && row.Operation.StartsWith("embed", StringComparison.Ordinal));
        if (!looked.Any())
        {
            return null;
        }

        var table = trained.Model.State().FirstOrDefault(tensor => tensor.Type == TensorType.Float32 && tensor.Shape.Length == 2
            && tensor.Shape[0] == vocabulary && tensor.Shape[1] >= 2 && tensor.Name.Contains("embed", StringComparison.OrdinalIgnoreCase));
        if (table is null)
        {
            return null;
        }

        var width = (int)table.Shape[1];
        var values = table.Values<float>().ToArray();
        return new(table.Name, [.. TokenCounts.MostFrequent(trained, MostTokens)
            .Select(token => (token, Enumerable.Range(0, width).Select(index => (double)values[(token * width) + index]).ToArray()))]);
    }
}
