using Makemore.Runtime.Specs;
using Makemore.Torch.Optimizers;
using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>
/// The penalties on large weights: a factor times the squares (L2) or the absolute values (L1) of the weights, each weight's
/// summed or averaged, over all weights. For one matrix and the mean, L2 is the lecture's <c>0.01 * (W**2).mean()</c>.
/// </summary>
internal sealed class WeightPenalty
{
    private readonly RegularizationSpec spec;
    private readonly Tensor[] weights;

    private WeightPenalty(RegularizationSpec spec, Tensor[] weights)
    {
        this.spec = spec;
        this.weights = weights;
    }

    /// <summary>Makes the penalties of a spec, or null where there are none.</summary>
    public static WeightPenalty? Create(RegularizationSpec spec, IReadOnlyList<TorchParameter> parameters)
    {
        Tensor[] weights = [.. parameters.Where(parameter => parameter.IsWeight).Select(parameter => parameter.Tensor)];
        return (spec.L1 == 0 && spec.L2 == 0) || weights.Length == 0 ? null : new(spec, weights);
    }

    /// <summary>The penalties together as a scalar with its gradient.</summary>
    public Tensor Value()
    {
        var squares = spec.L2 == 0 ? null : Over(weight => weight.square(), spec.L2Reduction) * (float)spec.L2;
        var sizes = spec.L1 == 0 ? null : Over(weight => weight.abs(), spec.L1Reduction) * (float)spec.L1;
        return squares is null ? sizes! : sizes is null ? squares : squares + sizes;
    }

    private Tensor Over(Func<Tensor, Tensor> of, Reduction reduction)
    {
        var sum = Reduced(of(weights[0]), reduction);
        foreach (var weight in weights.AsSpan(1))
        {
            sum += Reduced(of(weight), reduction);
        }

        return sum;
    }

    private static Tensor Reduced(Tensor values, Reduction reduction) => reduction == Reduction.Mean ? values.mean()
        : values.sum();
}
