using TorchSharp;
using static TorchSharp.torch;

namespace Makemore.Torch.Optimizers;

/// <summary>Stochastic gradient descent: <c>p -= rate * (g + decay * p)</c>.</summary>
internal sealed class Sgd(IReadOnlyList<TorchParameter> parameters, WeightDecay decay) : Optimizer(parameters, decay)
{
    /// <inheritdoc/>
    protected override void Update(int index, Tensor parameter, Tensor gradient, double decay, double learningRate)
    {
        AddDecay(gradient, parameter, decay);
        using Scalar alpha = -learningRate;
        parameter.add_(gradient, alpha);
    }
}
