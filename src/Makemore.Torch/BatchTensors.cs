using System.Runtime.InteropServices;
using Makemore.Runtime.Batches;
using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>
/// The tensors of the current batch. A batch that comes again, as the full one does at every step, is not copied again;
/// one of the same size goes into the tensors of the one before it.
/// </summary>
internal sealed class BatchTensors : IDisposable
{
    private Batch? current;
    private Tensor? inputs;
    private Tensor? targets;

    /// <summary>The inputs, (size, length), and the targets, (size) or (size, length), of a batch.</summary>
    public (Tensor Inputs, Tensor Targets) For(Batch batch)
    {
        if (!ReferenceEquals(batch, current))
        {
            Copy(batch);
            current = batch;
        }

        return (inputs!, targets!);
    }

    /// <summary>The rows of a part.</summary>
    public static Tensor Of(BatchPart part, Tensor whole) => whole.shape[0] == part.Size ? whole : whole.narrow(0, part.Start, part.Size);

    /// <inheritdoc/>
    public void Dispose()
    {
        inputs?.Dispose();
        targets?.Dispose();
    }

    private void Copy(Batch batch)
    {
        if (current is null || current.Inputs.Length != batch.Inputs.Length
            || current.Targets.Length != batch.Targets.Length || current.Size != batch.Size)
        {
            Dispose();
            inputs = empty([batch.Size, batch.Length], ScalarType.Int64).DetachFromDisposeScope();
            var isWindowed = batch.Targets.Length == batch.Size;
            targets = empty(isWindowed ? [batch.Size] : [batch.Size, batch.Length], ScalarType.Int64).DetachFromDisposeScope();
        }

        MemoryMarshal.AsBytes(batch.Inputs.AsSpan()).CopyTo(inputs!.bytes);
        MemoryMarshal.AsBytes(batch.Targets.AsSpan()).CopyTo(targets!.bytes);
    }
}
