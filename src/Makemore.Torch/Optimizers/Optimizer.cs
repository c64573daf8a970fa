using Makemore.Runtime;
using Makemore.Runtime.Specs;
using TorchSharp;
using static TorchSharp.torch;

namespace Makemore.Torch.Optimizers;

/// <summary>The rule that changes the parameters of a network by their gradients.</summary>
/// <param name="parameters">The parameters.</param>
/// <param name="decay">The weight decay.</param>
internal abstract class Optimizer(IReadOnlyList<TorchParameter> parameters, WeightDecay decay) : IDisposable
{
    /// <summary>The parameters, in the order in which they were drawn.</summary>
    protected IReadOnlyList<TorchParameter> Parameters { get; } = parameters;

    /// <summary>What the rule remembers between steps, by name, in a fixed order; empty where it remembers nothing.</summary>
    public virtual IReadOnlyList<(string Name, Tensor Tensor)> State => [];

    /// <summary>Makes the optimizer that a spec names.</summary>
    public static Optimizer Create(ExperimentSpec spec, IReadOnlyList<TorchParameter> parameters)
    {
        var optimizer = spec.Training.Optimizer;
        var decay = new WeightDecay(spec.Regularization.WeightDecay, spec.Regularization.WeightDecayScope);
        return optimizer.Type switch
        {
            OptimizerType.Sgd => new Sgd(parameters, decay),
            OptimizerType.Momentum => new Momentum(parameters, decay, optimizer.Momentum, isNesterov: false),
            OptimizerType.Nesterov => new Momentum(parameters, decay, optimizer.Momentum, isNesterov: true),
            OptimizerType.Adam => new Adam(parameters, decay, optimizer, isDecoupled: false),
            OptimizerType.Adamw => new Adam(parameters, decay, optimizer, isDecoupled: true),
            OptimizerType.Lion => new Lion(parameters, decay, optimizer),
            _ => throw new MakemoreException($"The torch backend has no optimizer '{optimizer.Type}'."),
        };
    }

    /// <summary>Changes the parameters in place and lets go of their gradients; the caller has disabled autograd.</summary>
    public void Step(double learningRate)
    {
        Begin();
        for (var index = 0; index < Parameters.Count; index++)
        {
            var (tensor, factor) = (Parameters[index].Tensor, decay.Of(Parameters[index]));
            if (tensor.grad is { } gradient)
            {
                Update(index, tensor, gradient, factor, learningRate);
                // Without a gradient to add to, the next backward hands its own over instead of adding.
                tensor.grad = null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, tensor) in State)
        {
            tensor.Dispose();
        }
    }

    /// <summary>A step begins.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Changes one parameter in place; the gradient may be changed too.</summary>
    protected abstract void Update(int index, Tensor parameter, Tensor gradient, double decay, double learningRate);

    /// <summary>One tensor of zeros for each parameter.</summary>
    protected static Tensor[] Zeros(IEnumerable<TorchParameter> parameters) =>
        [.. parameters.Select(parameter => zeros_like(parameter.Tensor, requires_grad: false).DetachFromDisposeScope())];

    /// <summary>Such tensors as a state, named after their parameters.</summary>
    protected IEnumerable<(string Name, Tensor Tensor)> Named(string what, IReadOnlyList<Tensor> tensors) =>
        Parameters.Select((parameter, index) => ($"{what}.{parameter.Name}", tensors[index]));

    /// <summary>Adds <c>decay * parameter</c> to the gradient: the derivative of an L2 penalty.</summary>
    protected static void AddDecay(Tensor gradient, Tensor parameter, double decay)
    {
        if (decay != 0)
        {
            using Scalar factor = decay;
            gradient.add_(parameter, factor);
        }
    }

    /// <summary>Takes <c>rate * decay</c> of the parameter away, whatever its gradient.</summary>
    protected static void Shrink(Tensor parameter, double decay, double learningRate)
    {
        if (decay != 0)
        {
            using Scalar kept = 1 - (learningRate * decay);
            parameter.mul_(kept);
        }
    }
}

/// <summary>How much each parameter decays.</summary>
/// <param name="Factor">The decay; 0 is none.</param>
/// <param name="Scope">What decays.</param>
internal readonly record struct WeightDecay(double Factor, DecayScope Scope)
{
    /// <summary>The decay of a parameter.</summary>
    public double Of(TorchParameter parameter) => Scope == DecayScope.All || parameter.IsWeight ? Factor : 0;
}
