using TorchSharp;
using static TorchSharp.torch;

namespace Makemore.Runtime.Models.Torch.Optimizers;

/// <summary>Stochastic gradient descent: <c>p -= rate * gradient</c>.</summary>
internal sealed class Sgd(IReadOnlyList<TorchParameter> parameters) : Optimizer
{
    private readonly Tensor[] tensors = [.. parameters.Select(parameter => parameter.Tensor)];

    /// <inheritdoc/>
    public override void Step(double learningRate)
    {
        using Scalar alpha = -learningRate;
        foreach (var tensor in tensors)
        {
            if (tensor.grad is { } gradient)
            {
                tensor.add_(gradient, alpha);
                // Without a gradient to add to, the next backward hands its own over instead of adding.
                tensor.grad = null;
            }
        }
    }
}
