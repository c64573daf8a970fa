using System.Runtime.InteropServices;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;
using Makemore.Torch.Optimizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Makemore.Torch;

/// <summary>A network on libtorch together with what trains and measures it.</summary>
public sealed class TorchModel : ITrainableModel
{
    private const long Ignored = -1;

    private readonly TorchNetwork network;
    private readonly Optimizer optimizer;
    private readonly WeightPenalty? penalty;
    private readonly TrainingSpec training;
    private readonly double labelSmoothing;
    private readonly BatchTensors batchTensors = new();
    private readonly int? boundary;

    /// <summary>Takes a network over, with its parameters as they are.</summary>
    /// <param name="network">The network; it is disposed with the model.</param>
    /// <param name="spec">How it is trained and kept small.</param>
    /// <param name="boundary">The token before and behind each document, or null for a running text.</param>
    public TorchModel(TorchNetwork network, ExperimentSpec spec, int? boundary)
    {
        this.network = network;
        this.boundary = boundary;
        training = spec.Training;
        optimizer = Optimizer.Create(spec, network.Parameters);
        penalty = WeightPenalty.Create(spec.Regularization, network.Parameters);
        labelSmoothing = spec.Smoothing.Type == SmoothingType.Label ? spec.Smoothing.Amount : 0;
    }

    /// <inheritdoc/>
    public int Vocabulary => network.Vocabulary;

    /// <inheritdoc/>
    public int Context => network.Context;

    /// <inheritdoc/>
    public long ParameterCount => network.Parameters.Sum(parameter => parameter.Tensor.NumberOfElements);

    /// <inheritdoc/>
    public bool IsWindowed => network.IsWindowed;

    private int TokensAtOnce => Examples.TokensAtOnce(Vocabulary);

    private IReadOnlyList<(string Name, Tensor Tensor)> StateTensors =>
        [.. network.Parameters.Select(parameter => (parameter.Name, parameter.Tensor)), .. network.Buffers];

    /// <inheritdoc/>
    public StepLoss Step(Batch batch, double learningRate, bool wantsLoss)
    {
        using var scope = NewDisposeScope();
        network.IsTraining = true;
        var (inputs, targets) = batchTensors.For(batch);
        var sum = new StepLoss(0, 0);
        foreach (var part in BatchPart.Of(batch, training.Accumulate))
        {
            var loss = Backward(BatchTensors.Of(part, inputs), BatchTensors.Of(part, targets), part, wantsLoss);
            sum = new(sum.Loss + loss.Loss, sum.Penalty + loss.Penalty);
        }

        using (no_grad())
        {
            GradientClip.Apply(network.Parameters, training.Clip);
            optimizer.Step(learningRate);
        }

        return sum;
    }

    /// <inheritdoc/>
    public double Loss(TokenSequences tokens, CancellationToken cancellation = default)
    {
        using var withoutGradients = no_grad();
        network.IsTraining = false;
        var (sum, count) = (0.0, 0L);
        foreach (var batch in Examples.ForMeasurement(tokens, Context, IsWindowed).InBatches(TokensAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            sum += TargetLosses(batch).sum().item<double>();
            count += batch.TargetCount();
        }

        return sum / count;
    }

    /// <inheritdoc/>
    public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities)
    {
        using var withoutGradients = no_grad();
        network.IsTraining = false;
        var rows = Math.Max(1, TokensAtOnce / length);
        for (var start = 0; start < contexts.Length / length; start += rows)
        {
            using var scope = NewDisposeScope();
            var part = contexts[(start * length)..Math.Min((start + rows) * length, contexts.Length)];
            var logits = network.Forward(tensor(part.ToArray(), [part.Length / length, length]).to(ScalarType.Int64));
            var last = IsWindowed ? logits : logits.select(1, length - 1);
            var bytes = log_softmax(last, -1).contiguous().bytes;
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(logProbabilities[(start * Vocabulary)..]);
        }
    }

    /// <inheritdoc/>
    public void TargetLogProbabilities(Batch batch, Span<double> logProbabilities)
    {
        using var withoutGradients = no_grad();
        using var scope = NewDisposeScope();
        network.IsTraining = false;
        MemoryMarshal.Cast<byte, double>((-TargetLosses(batch)).bytes).CopyTo(logProbabilities);
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> State() => TorchState.Save(StateTensors);

    /// <inheritdoc/>
    public void Load(IReadOnlyList<NamedTensor> state) => TorchState.Load(StateTensors, state, "model");

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> OptimizerState() => TorchState.Save(optimizer.State);

    /// <inheritdoc/>
    public void LoadOptimizer(IReadOnlyList<NamedTensor> state) => TorchState.Load(optimizer.State, state, "optimizer");

    /// <inheritdoc/>
    public void Dispose()
    {
        batchTensors.Dispose();
        optimizer.Dispose();
        network.Dispose();
    }

    // (targets); 0 where a target is ignored.
    private Tensor TargetLosses(Batch batch)
    {
        var logits = network.Forward(tensor(batch.Inputs, [batch.Size, batch.Length])).reshape(-1, Vocabulary);
        return cross_entropy(logits, tensor(batch.Targets), ignore_index: Ignored, reduction: nn.Reduction.None)
            .to(ScalarType.Float64);
    }

    // The gradients of one part of a batch; the penalties come with the last.
    private StepLoss Backward(Tensor inputs, Tensor targets, BatchPart part, bool wantsLoss)
    {
        using var scope = NewDisposeScope();
        network.Places = part.IsFilledUp ? targets.ne(Ignored) : null;
        var mean = MeanLoss(network.Forward(inputs), targets);
        var dataLoss = part.Share == 1 ? mean : mean * (float)part.Share;
        var loss = penalty is null || !part.IsLast ? dataLoss : dataLoss + penalty.Value();
        loss.backward();
        if (!wantsLoss)
        {
            return new(double.NaN, double.NaN);
        }

        var total = loss.item<float>();
        return new(total, penalty is null ? 0 : total - dataLoss.item<float>());
    }

    // (batch, vocabulary) against (batch), or (batch, length, vocabulary) against (batch, length) with padding left out.
    private Tensor MeanLoss(Tensor logits, Tensor targets) => IsWindowed
        ? cross_entropy(logits, targets, label_smoothing: labelSmoothing)
        : cross_entropy(logits.reshape(-1, Vocabulary), targets.reshape(-1), ignore_index: Ignored,
            label_smoothing: labelSmoothing);
}
