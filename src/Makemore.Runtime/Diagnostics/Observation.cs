using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Makemore.Runtime.Diagnostics;

/// <summary>What was seen inside of a network at one step of training, on the batch of that step: a row of <c>diagnostics.jsonl</c>.</summary>
/// <param name="Step">The number of changes of the weights before the step.</param>
/// <param name="Loss">The loss of the batch without penalties, in nats per token.</param>
/// <param name="Rate">The learning rate of the step.</param>
/// <param name="Vocabulary">The number of tokens in the vocabulary.</param>
/// <param name="Layers">The outputs of the nonlinearities before the step, in the order in which they are computed.</param>
/// <param name="Parameters">The parameters with two dimensions or more, in the order in which they were drawn.</param>
public sealed record Observation(
    long Step,
    double Loss,
    double Rate,
    int Vocabulary,
    ImmutableArray<LayerObservation> Layers,
    ImmutableArray<ParameterObservation> Parameters)
{
    /// <summary>The loss of a guess that gives each token the same probability, ln V, in nats per token.</summary>
    [JsonIgnore]
    public double EvenGuess => Math.Log(Vocabulary);
}
