using Makemore.Runtime.Specs;
using TorchSharp;
using static TorchSharp.torch;

namespace Makemore.Torch.Optimizers;

/// <summary>
/// Adam (Kingma and Ba, 2015, arXiv:1412.6980) as PyTorch has it, with averages m of the gradients and v of their squares:
/// <c>p -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)</c>. Weight decay adds to the gradient, or,
/// decoupled (Loshchilov and Hutter, 2019, arXiv:1711.05101), takes <c>rate * decay * p</c> away.
/// </summary>
internal sealed class Adam(IReadOnlyList<TorchParameter> parameters, WeightDecay decay, OptimizerSpec spec, bool isDecoupled)
    : Optimizer(parameters, decay)
{
    private readonly Tensor[] means = Zeros(parameters);
    private readonly Tensor[] squares = Zeros(parameters);
    private readonly Tensor steps = zeros([1], ScalarType.Int64).DetachFromDisposeScope();
    private double meanCorrection;
    private double squareCorrection;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Tensor Tensor)> State =>
        [("steps", steps), .. Named("mean", means), .. Named("square", squares)];

    /// <inheritdoc/>
    protected override void Begin()
    {
        using Scalar one = 1;
        steps.add_(one);
        var count = steps.data<long>()[0];
        meanCorrection = 1 - Math.Pow(spec.Beta1, count);
        squareCorrection = 1 - Math.Pow(spec.Beta2, count);
    }

    /// <inheritdoc/>
    protected override void Update(int index, Tensor parameter, Tensor gradient, double decay, double learningRate)
    {
        if (isDecoupled)
        {
            Shrink(parameter, decay, learningRate);
        }
        else
        {
            AddDecay(gradient, parameter, decay);
        }

        using Scalar oldSquares = spec.Beta2;
        using Scalar newSquares = 1 - spec.Beta2;
        using Scalar root = Math.Sqrt(squareCorrection);
        using Scalar epsilon = spec.Epsilon;
        using Scalar step = -learningRate / meanCorrection;
        means[index].lerp_(gradient, 1 - spec.Beta1);
        squares[index].mul_(oldSquares).addcmul_(gradient, gradient, newSquares);
        parameter.addcdiv_(means[index], squares[index].sqrt().div_(root).add_(epsilon), step);
    }
}
