using TorchSharp;
using static TorchSharp.torch;

namespace Makemore.Torch.Optimizers;

/// <summary>
/// SGD with momentum as PyTorch has it: <c>v = momentum * v + g; p -= rate * v</c> (Polyak, 1964), and Nesterov's form
/// <c>p -= rate * (g + momentum * v)</c> (Sutskever et al., 2013), each with <c>g += decay * p</c> first.
/// </summary>
internal sealed class Momentum(IReadOnlyList<TorchParameter> parameters, WeightDecay decay, double momentum, bool isNesterov)
    : Optimizer(parameters, decay)
{
    private readonly Tensor[] velocities = Zeros(parameters);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Tensor Tensor)> State => [.. Named("velocity", velocities)];

    /// <inheritdoc/>
    protected override void Update(int index, Tensor parameter, Tensor gradient, double decay, double learningRate)
    {
        AddDecay(gradient, parameter, decay);
        var velocity = velocities[index];
        using Scalar share = momentum;
        using Scalar alpha = -learningRate;
        velocity.mul_(share).add_(gradient);
        parameter.add_(isNesterov ? gradient.add_(velocity, share) : velocity, alpha);
    }
}
