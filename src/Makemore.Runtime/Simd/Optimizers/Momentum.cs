using System.Runtime.Intrinsics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Simd.Optimizers;

/// <summary>
/// SGD with momentum as PyTorch has it: <c>v = momentum * v + g; p -= rate * v</c> (Polyak, 1964), and Nesterov's form
/// <c>p -= rate * (g + momentum * v)</c> (Sutskever et al., 2013), each with <c>g += decay * p</c> first.
/// </summary>
internal sealed class Momentum(ExperimentSpec spec, IReadOnlyList<SimdParameter> parameters, bool isNesterov)
    : SimdOptimizer(spec, parameters, "velocity")
{
    private readonly float momentum = (float)spec.Training.Optimizer.Momentum;

    /// <inheritdoc/>
    protected override void Update(ParameterRange range, Floats values, Floats gradients, float scale, double learningRate)
    {
        var velocities = Memory(0, range);
        var decay = Vector512.Create((float)range.Decay);
        var share = Vector512.Create(momentum);
        var rate = Vector512.Create((float)-learningRate);
        for (var i = 0; i < range.Count; i += Floats.Lanes)
        {
            var left = range.Count - i;
            var value = values.Load(i);
            var gradient = Vector512.FusedMultiplyAdd(value, decay, gradients.Load(i) * scale);
            var velocity = Vector512.FusedMultiplyAdd(velocities.Load(i), share, gradient);
            var change = isNesterov ? Vector512.FusedMultiplyAdd(velocity, share, gradient) : velocity;
            velocities.Store(i, velocity, left);
            values.Store(i, Vector512.FusedMultiplyAdd(change, rate, value), left);
        }
    }
}
