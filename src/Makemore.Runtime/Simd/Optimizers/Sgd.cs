using System.Runtime.Intrinsics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Simd.Optimizers;

/// <summary>Stochastic gradient descent: <c>p -= rate * (g + decay * p)</c>.</summary>
internal sealed class Sgd(ExperimentSpec spec, IReadOnlyList<SimdParameter> parameters) : SimdOptimizer(spec, parameters)
{
    /// <inheritdoc/>
    protected override void Update(ParameterRange range, Floats values, Floats gradients, float scale, double learningRate)
    {
        var decay = Vector512.Create((float)range.Decay);
        var rate = Vector512.Create((float)-learningRate);
        for (var i = 0; i < range.Count; i += Floats.Lanes)
        {
            var value = values.Load(i);
            var gradient = Vector512.FusedMultiplyAdd(value, decay, gradients.Load(i) * scale);
            values.Store(i, Vector512.FusedMultiplyAdd(gradient, rate, value), range.Count - i);
        }
    }
}
