using System.Collections.Immutable;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Diagnostics;

namespace Makemore.Runtime.Models;

/// <summary>A model that may be looked into while it trains.</summary>
public interface IObservableModel : ITrainableModel
{
    /// <summary>Whether it was compiled with what the looking takes.</summary>
    bool IsObservable { get; }

    /// <summary>One step of training that is looked at: it changes the model, bit for bit, as <see cref="ITrainableModel.Step"/> does.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <exception cref="InvalidOperationException">The model is not observable.</exception>
    ObservedStep Observe(Batch batch, double learningRate);
}

/// <summary>A step of training, and what was seen.</summary>
/// <param name="Loss">The loss of the step.</param>
/// <param name="Layers">The outputs of the nonlinearities before the step, on its batch.</param>
/// <param name="Parameters">The parameters with two dimensions or more, and how the step has changed them.</param>
public sealed record ObservedStep(
    StepLoss Loss, ImmutableArray<LayerObservation> Layers, ImmutableArray<ParameterObservation> Parameters);
