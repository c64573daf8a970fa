using System.Numerics.Tensors;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>
/// Computes the derivatives of large batches slice by slice, and of accumulated ones part by part, on as many threads as there are. How a
/// batch is cut follows from its size alone, and what is cut is added up in its order, so that the bits of a step do not depend on the
/// number of threads.
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

    // The derivatives that wait to be added up take no more than so many numbers.
    private const long MostNumbers = 1L << 26;

    private readonly SimdCrew crew;
    private readonly nint count;
    private readonly BatchSlices slices = new();
    private readonly SimdMemory gradients = new();
    private readonly double[] losses;
    private readonly SimdTeam computing;
    private readonly SimdTeam adding;
    private int first;
    private int atOnce;

    /// <summary>Prepares for networks.</summary>
    /// <param name="crew">The networks; they stay their owner's.</param>
    public SimdSlices(SimdCrew crew)
    {
        this.crew = crew;
        count = Own.Count;
        losses = new double[Math.Max(MostSlices, crew.Count)];
        computing = new(Compute, crew.Count);
        adding = new(Add, crew.Count);
    }

    private SimdParameters Own => crew[0].Parameters;

    /// <summary>The slices that a batch is cut into: the whole where it is small.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">The examples of the batch.</param>
    /// <param name="length">The tokens of each.</param>
    /// <param name="threads">The most threads.</param>
    public static StepSlices Of(SimdNetwork network, int examples, int length, int threads)
    {
        var size = SizeOf(examples, MostOf(network, examples, length));
        var count = size == examples ? 1 : SizeOf(examples, size);
        return count == 1 ? StepSlices.Whole(examples) : new(count, size, AtOnce(count, threads), count * (long)network.Parameters.Count);
    }

    /// <summary>The parts of an accumulated batch.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">The examples of the batch.</param>
    /// <param name="length">The tokens of each.</param>
    /// <param name="parts">The number of parts; there are fewer where there are fewer examples.</param>
    /// <param name="threads">The most threads.</param>
    public static StepSlices OfParts(SimdNetwork network, int examples, int length, int parts, int threads)
    {
        var count = Math.Clamp(parts, 1, Math.Max(1, examples));
        var size = SizeOf(examples, count);
        // Masks are drawn and statistics kept in the order of the parts, and small parts are not worth the call of a thread.
        var atOnce = !network.IsByExample || network.Work(size, length).OfBatch < LeastWork ? 1
            : (int)Math.Clamp(MostNumbers / network.Parameters.Count, 1, AtOnce(count, threads));
        return new(count, size, atOnce, atOnce * (long)network.Parameters.Count);
    }

    /// <summary>Computes the mean loss of a batch in nats per token, and its derivatives where those of the network lie.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cut">How it is cut.</param>
    public double Train(Batch batch, StepSlices cut)
    {
        slices.Cut(batch, cut.Count, crew[0].IsCausal);
        return Train(cut.Count);
    }

    /// <summary>The same where each part of the batch is computed as if it were the whole.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cut">Its parts.</param>
    public double TrainInParts(Batch batch, StepSlices cut)
    {
        slices.CutInParts(batch, cut.Count);
        return Train(cut.AtOnce);
    }

    /// <inheritdoc/>
    public void Dispose() => gradients.Dispose();

    private static int MostOf(SimdNetwork network, int examples, int length)
    {
        if (!network.IsByExample)
        {
            return 1;
        }

        var work = network.Work(examples, length);
        // A number that a slice adds up takes about as long as so many that a product computes.
        var repeated = work.Once + (SumWork * network.Parameters.Count);
        var worthwhile = Math.Min(work.OfBatch / LeastWork, 1 + (MostRepeated * work.OfBatch / repeated));
        var possible = Math.Min(MostNumbers / network.Parameters.Count, Math.Min(MostSlices, examples));
        return (int)Math.Clamp(worthwhile, 1, Math.Max(1, possible));
    }

    private static int AtOnce(int count, int threads) => Math.Clamp(threads, 1, count);

    // The examples of the largest of so many slices.
    private static int SizeOf(int examples, int count) => (int)(((long)examples + count - 1) / count);

    // How many are computed before they are added up decides on memory, and on no bit.
    private double Train(int most)
    {
        gradients.Reserve(most * count);
        var (own, loss) = (Own.Gradients, 0.0);
        for (first = 0; first < slices.Slices.Count; first += most)
        {
            atOnce = Math.Min(most, slices.Slices.Count - first);
            computing.Run(atOnce);
            Own.Gradients = own;
            adding.Run((int)((count + Piece - 1) / Piece));
            for (var index = 0; index < atOnce; index++)
            {
                loss += slices.Slices[first + index].Share * losses[index];
            }
        }

        return loss;
    }

    private void Compute(int thread, int index)
    {
        var (network, slice) = (crew[thread], slices.Slices[first + index]);
        network.Parameters.Gradients = gradients.At(index * count);
        losses[index] = network.Train(slices.InputsOf(slice), slices.TargetsOf(slice), slice.Size, slice.Length);
    }

    private void Add(int thread, int index)
    {
        var start = index * Piece;
        var length = (int)Math.Min(Piece, count - start);
        var sum = Own.Gradients.From(start).Span(length);
        for (var slice = 0; slice < atOnce; slice++)
        {
            var share = (float)slices.Slices[first + slice].Share;
            var gradient = gradients.At((slice * count) + start).Span(length);
            if (first + slice == 0)
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
