using System.Numerics.Tensors;
using Makemore.Runtime.Simd.Optimizers;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>
/// The penalties on large weights: a factor times the squares (L2) or the absolute values (L1) of the weights, each weight's
/// summed or averaged, over all weights. For one matrix and the mean, L2 is the lecture's <c>0.01 * (W**2).mean()</c>.
/// </summary>
internal sealed class SimdPenalty
{
    private readonly RegularizationSpec spec;
    private readonly SimdParameter[] weights;

    private SimdPenalty(RegularizationSpec spec, SimdParameter[] weights) => (this.spec, this.weights) = (spec, weights);

    /// <summary>Makes the penalties of a spec, or null where there are none.</summary>
    public static SimdPenalty? Create(RegularizationSpec spec, IReadOnlyList<SimdParameter> parameters)
    {
        SimdParameter[] weights = [.. parameters.Where(parameter => parameter.IsWeight)];
        return (spec.L1 == 0 && spec.L2 == 0) || weights.Length == 0 ? null : new(spec, weights);
    }

    /// <summary>Adds the derivatives of the penalties to those of the loss.</summary>
    /// <returns>The penalties together.</returns>
    public double Add(Floats parameters, Floats gradients)
    {
        var sum = 0.0;
        foreach (var weight in weights)
        {
            var values = parameters.From((int)weight.Place).Span(weight.Count);
            var gradient = gradients.From((int)weight.Place).Span(weight.Count);
            if (spec.L2 != 0)
            {
                var factor = (float)(spec.L2 / (spec.L2Reduction == Reduction.Mean ? weight.Count : 1));
                sum += factor * TensorPrimitives.SumOfSquares<float>(values);
                TensorPrimitives.MultiplyAdd(values, 2 * factor, gradient, gradient);
            }

            if (spec.L1 != 0)
            {
                var factor = (float)(spec.L1 / (spec.L1Reduction == Reduction.Mean ? weight.Count : 1));
                for (var index = 0; index < values.Length; index++)
                {
                    sum += factor * Math.Abs(values[index]);
                    gradient[index] += values[index] > 0 ? factor : values[index] < 0 ? -factor : 0;
                }
            }
        }

        return sum;
    }
}
