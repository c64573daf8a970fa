using Makemore.Runtime.Batches;
using static TorchSharp.torch;

namespace Makemore.Benchmarks;

/// <summary>The batches of a benchmark as tensors, one after the other.</summary>
internal sealed class StepTensors
{
    private readonly Tensor tokens;
    private readonly Tensor targets;
    private readonly int count;
    private int next;

    /// <summary>Takes batches of one shape over.</summary>
    public StepTensors(IReadOnlyList<Batch> batches)
    {
        var (size, length) = (batches[0].Size, batches[0].Length);
        count = batches.Count;
        tokens = stack([.. batches.Select(batch => tensor(batch.Inputs, [size, length]))]);
        targets = stack([.. batches.Select(batch => tensor(batch.Targets))]);
    }

    /// <summary>The tokens (batch, time) of the next batch, and all its targets in a row.</summary>
    public (Tensor Tokens, Tensor Targets) Next()
    {
        next = (next + 1) % count;
        return (tokens[next], targets[next]);
    }
}
