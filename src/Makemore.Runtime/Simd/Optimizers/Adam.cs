using System.Runtime.Intrinsics;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Simd.Optimizers;

/// <summary>
/// Adam (Kingma and Ba, 2015, arXiv:1412.6980) as PyTorch has it, with averages m of the gradients and v of their squares:
/// <c>p -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)</c>. Weight decay adds to the gradient, or,
/// decoupled (Loshchilov and Hutter, 2019, arXiv:1711.05101), takes <c>rate * decay * p</c> away.
/// </summary>
internal sealed class Adam(ExperimentSpec spec, IReadOnlyList<SimdParameter> parameters, bool isDecoupled)
    : SimdOptimizer(spec, parameters, "mean", "square")
{
    private const string Steps = "steps";

    private readonly OptimizerSpec optimizer = spec.Training.Optimizer;
    private long steps;
    private double meanCorrection;
    private double rootCorrection;

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor> State() => [NamedTensor.Of(Steps, [1], [steps]), .. base.State()];

    /// <inheritdoc/>
    protected override void Begin()
    {
        steps++;
        meanCorrection = 1 - Math.Pow(optimizer.Beta1, steps);
        rootCorrection = Math.Sqrt(1 - Math.Pow(optimizer.Beta2, steps));
    }

    /// <inheritdoc/>
    protected override void Update(ParameterRange range, Floats values, Floats gradients, float scale, double learningRate)
    {
        var (means, squares) = (Memory(0, range), Memory(1, range));
        var added = Vector512.Create(isDecoupled ? 0 : (float)range.Decay);
        var kept = Vector512.Create(isDecoupled ? (float)(1 - (learningRate * range.Decay)) : 1);
        var newMean = Vector512.Create((float)(1 - optimizer.Beta1));
        var oldSquare = Vector512.Create((float)optimizer.Beta2);
        var newSquare = Vector512.Create((float)(1 - optimizer.Beta2));
        var rootScale = Vector512.Create((float)(1 / rootCorrection));
        var epsilon = Vector512.Create((float)optimizer.Epsilon);
        var step = Vector512.Create((float)(-learningRate / meanCorrection));
        for (var i = 0; i < range.Count; i += Floats.Lanes)
        {
            var left = range.Count - i;
            var value = values.Load(i);
            var gradient = Vector512.FusedMultiplyAdd(value, added, gradients.Load(i) * scale);
            var mean = means.Load(i);
            mean = Vector512.FusedMultiplyAdd(newMean, gradient - mean, mean);
            var square = Vector512.FusedMultiplyAdd(newSquare * gradient, gradient, squares.Load(i) * oldSquare);
            var root = Vector512.FusedMultiplyAdd(Vector512.Sqrt(square), rootScale, epsilon);
            means.Store(i, mean, left);
            squares.Store(i, square, left);
            values.Store(i, Vector512.FusedMultiplyAdd(mean / root, step, value * kept), left);
        }
    }

    /// <inheritdoc/>
    protected override void Load(IReadOnlyDictionary<string, NamedTensor> saved)
    {
        base.Load(saved);
        steps = saved[Steps].Values<long>()[0];
    }
}
