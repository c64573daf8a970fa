using Makemore.Runtime.Specs;
using static TorchSharp.torch;

namespace Makemore.Runtime.Models.Torch;

/// <summary>
/// The L2 penalty: a factor times the squares of the weights, each weight's squares summed or averaged, over all weights.
/// For one matrix and the mean it is the lecture's <c>0.01 * (W**2).mean()</c>.
/// </summary>
internal sealed class L2Penalty
{
    private readonly float factor;
    private readonly Reduction reduction;
    private readonly Tensor[] weights;

    private L2Penalty(RegularizationSpec spec, Tensor[] weights)
    {
        factor = (float)spec.L2;
        reduction = spec.L2Reduction;
        this.weights = weights;
    }

    /// <summary>Makes the penalty of a spec, or null where there is none.</summary>
    public static L2Penalty? Create(RegularizationSpec spec, IReadOnlyList<TorchParameter> parameters)
    {
        Tensor[] weights = [.. parameters.Where(parameter => parameter.IsWeight).Select(parameter => parameter.Tensor)];
        return spec.L2 == 0 || weights.Length == 0 ? null : new(spec, weights);
    }

    /// <summary>The penalty as a scalar with its gradient.</summary>
    public Tensor Value()
    {
        var sum = Squares(weights[0]);
        foreach (var weight in weights.AsSpan(1))
        {
            sum += Squares(weight);
        }

        return sum * factor;
    }

    private Tensor Squares(Tensor weight)
    {
        var squares = weight.square();
        return reduction == Reduction.Mean ? squares.mean() : squares.sum();
    }
}
