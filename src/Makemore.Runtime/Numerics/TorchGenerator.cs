using System.Runtime.Intrinsics;

namespace Makemore.Runtime.Numerics;

/// <summary>
/// The source of all randomness of a run: mt19937 with the draws of libtorch's CPU generator. Uniform numbers and integers
/// equal libtorch's bit for bit, normal numbers to 1e-6. Not safe for use by several threads at once.
/// </summary>
public sealed class TorchGenerator
{
    private const float TwoToMinus24 = 1f / (1 << 24);
    private const double TwoToMinus53 = 1.0 / (1L << 53);

    /// <summary>The number of uniform numbers that the block-wise Box-Muller transform turns into normal ones at once.</summary>
    private const int NormalBlock = 16;

    /// <summary>From this bound on, libtorch takes integers from 64 bits, so that the remainder stays nearly uniform.</summary>
    private const long WideBound = 1L << 28;

    private MersenneTwister twister;
    private double? cachedNormal;

    /// <summary>Starts as <c>torch.Generator().manual_seed(seed)</c> does.</summary>
    /// <param name="seed">The seed, of which mt19937 takes the low 32 bits.</param>
    public TorchGenerator(long seed)
        : this(new MersenneTwister(unchecked((uint)seed)), null)
    {
    }

    private TorchGenerator(MersenneTwister twister, double? cachedNormal)
    {
        this.twister = twister;
        this.cachedNormal = cachedNormal;
    }

    /// <summary>Goes on from a saved state.</summary>
    public static TorchGenerator Restore(GeneratorState state) =>
        new(new MersenneTwister(state.Words, state.Position), state.CachedNormal);

    /// <summary>Goes on from a saved state; whoever holds this generator draws from there on.</summary>
    public void Load(GeneratorState state)
    {
        twister = new MersenneTwister(state.Words, state.Position);
        cachedNormal = state.CachedNormal;
    }

    /// <summary>The present state.</summary>
    public GeneratorState Save() => new(twister.Words, twister.Position, cachedNormal);

    /// <summary>A generator of its own that gives the same draws from here on.</summary>
    public TorchGenerator Clone() => Restore(Save());

    /// <summary>Draws from [0, 1) with 24 bits, as <c>torch.rand</c> of 32-bit floats.</summary>
    public float NextFloat() => (twister.Next() & ((1 << 24) - 1)) * TwoToMinus24;

    /// <summary>Draws from [0, 1) with 53 bits, as <c>torch.rand</c> of 64-bit floats.</summary>
    public double NextDouble() => (twister.NextLong() & ((1L << 53) - 1)) * TwoToMinus53;

    /// <summary>Draws an integer below a bound, as <c>torch.randint(0, bound)</c>.</summary>
    /// <param name="bound">The first integer that is not drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public long NextInteger(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return bound < WideBound ? twister.Next() % (uint)bound : (long)(twister.NextLong() % (ulong)bound);
    }

    /// <summary>Draws as many numbers as fit by <see cref="NextFloat"/>.</summary>
    public void FillUniform(Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = NextFloat();
        }
    }

    /// <summary>Draws as many integers as fit by <see cref="NextInteger"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public void FillIntegers(Span<long> values, long bound)
    {
        foreach (ref var value in values)
        {
            value = NextInteger(bound);
        }
    }

    /// <summary>Draws normal numbers of mean 0 and deviation 1, as <c>torch.randn</c> of this many 32-bit floats.</summary>
    public void FillNormal(Span<float> values)
    {
        if (values.Length < NormalBlock)
        {
            foreach (ref var value in values)
            {
                value = (float)NextNormal();
            }

            return;
        }

        FillUniform(values);
        for (var start = 0; start + NormalBlock <= values.Length; start += NormalBlock)
        {
            ToNormal(values.Slice(start, NormalBlock));
        }

        if (values.Length % NormalBlock != 0)
        {
            // libtorch draws the last block anew; a part of it was already normal.
            var last = values[^NormalBlock..];
            FillUniform(last);
            ToNormal(last);
        }
    }

    /// <summary>
    /// One normal number by Box and Muller (1958) in double precision; every second one comes from the draw before.
    /// </summary>
    private double NextNormal()
    {
        if (cachedNormal is { } cached)
        {
            cachedNormal = null;
            return cached;
        }

        var angle = 2 * Math.PI * NextDouble();
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        cachedNormal = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    /// <summary>Box and Muller (1958) on a block: element j becomes the cosine and element j + 8 the sine of one pair.</summary>
    private static void ToNormal(Span<float> block)
    {
        var radius = Vector256.Sqrt(-2f * Vector256.Log(Vector256<float>.One - Vector256.Create<float>(block)));
        var angle = 2f * MathF.PI * Vector256.Create<float>(block[Vector256<float>.Count..]);
        var (sine, cosine) = Vector256.SinCos(angle);
        (radius * cosine).CopyTo(block);
        (radius * sine).CopyTo(block[Vector256<float>.Count..]);
    }
}
