using Makemore.Runtime.Specs;
using TorchSharp;
using static TorchSharp.torch;

namespace Makemore.Torch.Optimizers;

/// <summary>
/// Lion (Chen et al., 2023, arXiv:2302.06675, algorithm 2): <c>p -= rate * (sign(beta1 * m + (1 - beta1) * g) + decay * p)</c>,
/// then <c>m = beta2 * m + (1 - beta2) * g</c>.
/// </summary>
internal sealed class Lion(IReadOnlyList<TorchParameter> parameters, WeightDecay decay, OptimizerSpec spec)
    : Optimizer(parameters, decay)
{
    private readonly Tensor[] means = Zeros(parameters);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Tensor Tensor)> State => [.. Named("mean", means)];

    /// <inheritdoc/>
    protected override void Update(int index, Tensor parameter, Tensor gradient, double decay, double learningRate)
    {
        Shrink(parameter, decay, learningRate);
        using Scalar alpha = -learningRate;
        parameter.add_(means[index].lerp(gradient, 1 - spec.Beta1).sign_(), alpha);
        means[index].lerp_(gradient, 1 - spec.Beta2);
    }
}
