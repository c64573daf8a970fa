using System.Runtime.Intrinsics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Simd.Optimizers;

/// <summary>
/// Lion (Chen et al., 2023, arXiv:2302.06675, algorithm 2): <c>p -= rate * (sign(beta1 * m + (1 - beta1) * g) + decay * p)</c>,
/// then <c>m = beta2 * m + (1 - beta2) * g</c>.
/// </summary>
internal sealed class Lion(ExperimentSpec spec, IReadOnlyList<SimdParameter> parameters) : SimdOptimizer(spec, parameters, "mean")
{
    private readonly OptimizerSpec optimizer = spec.Training.Optimizer;

    /// <inheritdoc/>
    protected override void Update(ParameterRange range, Floats values, Floats gradients, float scale, double learningRate)
    {
        var means = Memory(0, range);
        var kept = Vector512.Create((float)(1 - (learningRate * range.Decay)));
        var share = Vector512.Create((float)(1 - optimizer.Beta1));
        var newMean = Vector512.Create((float)(1 - optimizer.Beta2));
        var rate = Vector512.Create((float)-learningRate);
        for (var i = 0; i < range.Count; i += Floats.Lanes)
        {
            var left = range.Count - i;
            var gradient = gradients.Load(i) * scale;
            var mean = means.Load(i);
            var direction = Vector512.FusedMultiplyAdd(share, gradient - mean, mean);
            var sign = Functions.Less(Vector512<float>.Zero, direction) - Functions.Less(direction, Vector512<float>.Zero);
            means.Store(i, Vector512.FusedMultiplyAdd(newMean, gradient - mean, mean), left);
            values.Store(i, Vector512.FusedMultiplyAdd(sign, rate, values.Load(i) * kept), left);
        }
    }
}
