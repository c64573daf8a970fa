using System.Numerics;
using System.Runtime.InteropServices;

namespace Makemore.Runtime.Numerics;

/// <summary>The draws of Python's <c>random.Random(seed)</c>: mt19937 seeded by array, integers by rejection.</summary>
public sealed class PythonRandom
{
    private readonly MersenneTwister twister;

    /// <summary>Starts as <c>random.seed(seed)</c> does.</summary>
    /// <param name="seed">A whole number of any size; Python leaves its sign out.</param>
    public PythonRandom(BigInteger seed)
    {
        var magnitude = BigInteger.Abs(seed);
        var key = new uint[Math.Max(1, (magnitude.GetByteCount(isUnsigned: true) + sizeof(uint) - 1) / sizeof(uint))];
        magnitude.TryWriteBytes(MemoryMarshal.AsBytes(key.AsSpan()), out _, isUnsigned: true);
        twister = new MersenneTwister(key);
    }

    /// <summary>Draws an integer below a bound, as <c>random.randrange(bound)</c>.</summary>
    /// <param name="bound">The first integer that is not drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var unused = BitOperations.LeadingZeroCount((uint)bound);
        uint draw;
        do
        {
            draw = twister.Next() >> unused;
        }
        while (draw >= (uint)bound);

        return (int)draw;
    }

    /// <summary>Puts the items in random order, in place, as <c>random.shuffle(items)</c>.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextBelow(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <inheritdoc cref="Shuffle{T}(Span{T})"/>
    public void Shuffle<T>(IList<T> items)
    {
        for (var last = items.Count - 1; last > 0; last--)
        {
            var other = NextBelow(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
