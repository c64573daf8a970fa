using Makemore.Runtime.Batches;
using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Models;

/// <summary>A model that gives the probability of the next token.</summary>
public interface ILanguageModel : IDisposable
{
    /// <summary>The number of tokens in the vocabulary.</summary>
    int Vocabulary { get; }

    /// <summary>The number of tokens that the model sees.</summary>
    int Context { get; }

    /// <summary>The number of trained numbers.</summary>
    long ParameterCount { get; }

    /// <summary>
    /// Whether the model reads windows of exactly <see cref="Context"/> tokens; a sequence model reads any number up to
    /// it.
    /// </summary>
    bool IsWindowed { get; }

    /// <summary>Whether its values are probabilities, so that there is a loss; mere scores rank and sample.</summary>
    bool HasLoss => true;

    /// <summary>Writes the natural logarithms of the next token's probabilities.</summary>
    /// <param name="contexts">Token ids, (batch, length) in row order.</param>
    /// <param name="length">The tokens of each context: <see cref="Context"/> where <see cref="IsWindowed"/>, else 1 to
    /// <see cref="Context"/>.</param>
    /// <param name="logProbabilities">Where they go, (batch, vocabulary) in row order.</param>
    void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities);

    /// <summary>
    /// Writes the natural logarithm of the probability of each target of some examples; place by place, where a model does not
    /// have all of them at once.
    /// </summary>
    /// <param name="batch">The examples.</param>
    /// <param name="logProbabilities">
    /// Where they go: (size) of a windowed model, else (size, length); what stands in place of a target that is ignored has no
    /// meaning.
    /// </param>
    void TargetLogProbabilities(Batch batch, Span<double> logProbabilities)
    {
        var row = new float[batch.Size * Vocabulary];
        var targets = batch.Targets.Length / batch.Size;
        for (var place = 0; place < targets; place++)
        {
            var length = IsWindowed ? batch.Length : place + 1;
            int[] contexts = [.. batch.Inputs.Chunk(batch.Length).SelectMany(input => input.Take(length)).Select(token => (int)token)];
            LogProbabilities(contexts, length, row);
            for (var example = 0; example < batch.Size; example++)
            {
                var target = (example * targets) + place;
                logProbabilities[target] = row[(example * Vocabulary) + (int)Math.Max(0, batch.Targets[target])];
            }
        }
    }

    /// <summary>Measures the mean negative log-likelihood of a whole split, summed in double precision.</summary>
    /// <param name="tokens">The split.</param>
    /// <param name="cancellation">Stops the measurement with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Nats per token.</returns>
    double Loss(TokenSequences tokens, CancellationToken cancellation = default);

    /// <summary>Everything that was trained, parameters first, then buffers; copies, in a fixed order.</summary>
    IReadOnlyList<NamedTensor> State();

    /// <summary>Puts a state back.</summary>
    /// <exception cref="MakemoreException">A name or a shape is not this model's.</exception>
    void Load(IReadOnlyList<NamedTensor> state);
}

/// <summary>A language model that learns step by step.</summary>
public interface ITrainableModel : ILanguageModel
{
    /// <summary>One step of training: forward, backward, and the change of the weights.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="wantsLoss">Whether the loss is read back; without, the result is NaN and the step may be faster.</param>
    /// <returns>The loss on the batch before the change, penalties included, in nats per token.</returns>
    StepLoss Step(Batch batch, double learningRate, bool wantsLoss);

    /// <summary>What the optimizer remembers between steps; empty for plain SGD.</summary>
    IReadOnlyList<NamedTensor> OptimizerState();

    /// <summary>Puts the optimizer's memory back.</summary>
    void LoadOptimizer(IReadOnlyList<NamedTensor> state);
}

/// <summary>The loss of one step.</summary>
/// <param name="Loss">What the optimizer minimizes, penalties included, in nats per token.</param>
/// <param name="Penalty">The part of it that regularization adds.</param>
public readonly record struct StepLoss(double Loss, double Penalty);
