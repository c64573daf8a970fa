using System.Runtime.InteropServices;
using Makemore.Runtime.Data;
using Makemore.Runtime.Models.Torch.Optimizers;
using Makemore.Runtime.Specs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Makemore.Runtime.Models.Torch;

/// <summary>A network on libtorch together with what trains and measures it.</summary>
public sealed class TorchModel : ITrainableModel
{
    // Bounds the memory of a measurement: activations of so many examples are alive at a time.
    private const int EvaluationBatch = 8192;

    private readonly TorchNetwork network;
    private readonly Optimizer optimizer;
    private readonly L2Penalty? penalty;
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
        optimizer = Optimizer.Create(spec.Training, network.Parameters);
        penalty = L2Penalty.Create(spec.Regularization, network.Parameters);
    }

    /// <inheritdoc/>
    public int Vocabulary => network.Vocabulary;

    /// <inheritdoc/>
    public int Context => network.Context;

    /// <inheritdoc/>
    public long ParameterCount => network.Parameters.Sum(parameter => parameter.Tensor.NumberOfElements);

    /// <inheritdoc/>
    public bool IsWindowed => network.IsWindowed;

    private IReadOnlyList<(string Name, Tensor Tensor)> StateTensors =>
        [.. network.Parameters.Select(parameter => (parameter.Name, parameter.Tensor)), .. network.Buffers];

    /// <inheritdoc/>
    public StepLoss Step(Batch batch, double learningRate, bool wantsLoss)
    {
        using var scope = NewDisposeScope();
        network.IsTraining = true;
        var (inputs, targets) = batchTensors.For(batch);
        var dataLoss = MeanLoss(network.Forward(inputs), targets);
        var loss = penalty is null ? dataLoss : dataLoss + penalty.Value();
        loss.backward();
        using (no_grad())
        {
            optimizer.Step(learningRate);
        }

        if (!wantsLoss)
        {
            return new(double.NaN, double.NaN);
        }

        var total = loss.item<float>();
        return new(total, penalty is null ? 0 : total - dataLoss.item<float>());
    }

    /// <inheritdoc/>
    public double Loss(TokenSequences tokens, CancellationToken cancellation = default)
    {
        using var withoutGradients = no_grad();
        network.IsTraining = false;
        var windows = new Windows(tokens, Context);
        var sum = 0.0;
        for (var start = 0; start < windows.Count; start += EvaluationBatch)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = windows.Fill(start, Math.Min(EvaluationBatch, windows.Count - start));
            var inputs = tensor(batch.Inputs, [batch.Size, batch.Length]);
            var losses = cross_entropy(network.Forward(inputs), tensor(batch.Targets), reduction: nn.Reduction.None);
            sum += losses.to(ScalarType.Float64).sum().item<double>();
        }

        return sum / windows.Count;
    }

    /// <inheritdoc/>
    public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        network.IsTraining = false;
        var inputs = tensor(contexts.ToArray(), [contexts.Length / length, length]).to(ScalarType.Int64);
        var logits = network.Forward(inputs);
        var last = IsWindowed ? logits : logits.select(1, length - 1);
        var bytes = log_softmax(last, -1).contiguous().bytes;
        MemoryMarshal.Cast<byte, float>(bytes).CopyTo(logProbabilities);
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

    // (batch, vocabulary) against (batch), or (batch, length, vocabulary) against (batch, length) with padding left out.
    private Tensor MeanLoss(Tensor logits, Tensor targets) => IsWindowed
        ? cross_entropy(logits, targets)
        : cross_entropy(logits.view(-1, Vocabulary), targets.view(-1), ignore_index: -1);
}
