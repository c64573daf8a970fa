using System.Numerics.Tensors;
using Makemore.Runtime.Batches;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>
/// Computes the derivatives of large batches slice by slice, on as many threads as there are. How a batch is cut follows from its size
/// alone, and slices are added up in their order, so that the bits of a step do not depend on the number of threads.
/// </summary>
internal sealed class SimdSlices : IDisposable
{
    // What makes a slice worth its sum and the call of a thread.
    private const double LeastWork = 2e7;
    private const int MostSlices = 8;

    private const double SumWork = 10;

    // What is computed anew for each slice may take this share of a step more.
    private const double MostRepeated = 0.1;

    // So many numbers are added up at a time, which the nearest cache holds.
    private const int Piece = 4096;

    // The derivatives of all slices together take no more than so many numbers.
    private const long MostNumbers = 1L << 26;

    private readonly SimdCrew crew;
    private readonly nint count;
    private readonly BatchSlices slices = new();
    private readonly SimdMemory gradients = new();
    private readonly double[] losses = new double[MostSlices];
    private readonly SimdTeam computing;
    private readonly SimdTeam adding;

    /// <summary>Prepares for networks.</summary>
    /// <param name="crew">The networks; they stay their owner's.</param>
    public SimdSlices(SimdCrew crew)
    {
        this.crew = crew;
        count = Own.Count;
        computing = new(Compute, crew.Count);
        adding = new(Add, crew.Count);
    }

    private SimdParameters Own => crew[0].Parameters;

    /// <summary>The slices that a batch is cut into: 1 where it is small.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The batch.</param>
    public static int CountOf(SimdNetwork network, Batch batch)
    {
        if (!network.IsByExample)
        {
            return 1;
        }

        var work = network.Work(batch.Size, batch.Length);
        // A number that a slice adds up takes about as long as so many that a product computes.
        var repeated = work.Once + (SumWork * network.Parameters.Count);
        var worthwhile = Math.Min(work.OfBatch / LeastWork, 1 + (MostRepeated * work.OfBatch / repeated));
        var possible = Math.Min(MostNumbers / network.Parameters.Count, Math.Min(MostSlices, batch.Size));
        return (int)Math.Clamp(worthwhile, 1, Math.Max(1, possible));
    }

    /// <summary>Computes the mean loss of a batch in nats per token, and its derivatives where those of the network lie.</summary>
    public double Train(Batch batch, int most)
    {
        slices.Cut(batch, most, crew[0].IsCausal);
        gradients.Reserve(slices.Slices.Count * count);
        var own = Own.Gradients;
        computing.Run(slices.Slices.Count);
        Own.Gradients = own;
        adding.Run((int)((count + Piece - 1) / Piece));
        var loss = 0.0;
        for (var slice = 0; slice < slices.Slices.Count; slice++)
        {
            loss += slices.Slices[slice].Share * losses[slice];
        }

        return loss;
    }

    /// <inheritdoc/>
    public void Dispose() => gradients.Dispose();

    private void Compute(int thread, int index)
    {
        var (network, slice) = (crew[thread], slices.Slices[index]);
        network.Parameters.Gradients = gradients.At(index * count);
        losses[index] = network.Train(slices.InputsOf(slice), slices.TargetsOf(slice), slice.Size, slice.Length);
    }

    private void Add(int thread, int index)
    {
        var start = index * Piece;
        var length = (int)Math.Min(Piece, count - start);
        var sum = Own.Gradients.From(start).Span(length);
        for (var slice = 0; slice < slices.Slices.Count; slice++)
        {
            var share = (float)slices.Slices[slice].Share;
            var gradient = gradients.At((slice * count) + start).Span(length);
            if (slice == 0)
            {
                TensorPrimitives.Multiply(gradient, share, sum);
            }
            else
            {
                TensorPrimitives.MultiplyAdd(gradient, share, sum, sum);
            }
        }
    }
}
