using Makemore.Runtime.Specs;
using static TorchSharp.torch;

namespace Makemore.Runtime.Models.Torch.Optimizers;

/// <summary>The rule that changes the parameters of a network by their gradients.</summary>
internal abstract class Optimizer : IDisposable
{
    /// <summary>What the rule remembers between steps, by name, in a fixed order; empty where it remembers nothing.</summary>
    public virtual IReadOnlyList<(string Name, Tensor Tensor)> State => [];

    /// <summary>Makes the optimizer that a spec names.</summary>
    public static Optimizer Create(TrainingSpec training, IReadOnlyList<TorchParameter> parameters) => training.Optimizer switch
    {
        OptimizerType.Sgd => new Sgd(parameters),
        _ => throw new MakemoreException($"The torch backend has no optimizer '{training.Optimizer}'."),
    };

    /// <summary>Changes the parameters in place and lets go of their gradients; the caller has disabled autograd.</summary>
    public abstract void Step(double learningRate);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        foreach (var (_, tensor) in State)
        {
            tensor.Dispose();
        }
    }
}
