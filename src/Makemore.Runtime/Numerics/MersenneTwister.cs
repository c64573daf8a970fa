using System.Collections.Immutable;

namespace Makemore.Runtime.Numerics;

/// <summary>
/// The generator mt19937 (Matsumoto and Nishimura, 1998, "Mersenne Twister"), the common core of libtorch's and Python's
/// random numbers. It counts as the original does: <see cref="Position"/> words of the present block are used.
/// </summary>
internal sealed class MersenneTwister
{
    /// <summary>The number of 32-bit words of the state.</summary>
    public const int WordCount = 624;

    private const int Offset = 397;
    private const uint UpperBit = 0x80000000;
    private const uint LowerBits = 0x7fffffff;

    private readonly uint[] words;

    /// <summary>Seeds with one word, as the reference's <c>init_genrand</c>.</summary>
    public MersenneTwister(uint seed)
    {
        words = new uint[WordCount];
        words[0] = seed;
        for (var i = 1; i < WordCount; i++)
        {
            words[i] = 1812433253 * (words[i - 1] ^ (words[i - 1] >> 30)) + (uint)i;
        }

        Position = WordCount;
    }

    /// <summary>Seeds with a key of at least one word, as the reference's <c>init_by_array</c>.</summary>
    public MersenneTwister(ReadOnlySpan<uint> key)
        : this(19650218)
    {
        var i = 1;
        for (var k = 0; k < Math.Max(WordCount, key.Length); k++)
        {
            var j = k % key.Length;
            words[i] = (words[i] ^ ((words[i - 1] ^ (words[i - 1] >> 30)) * 1664525)) + key[j] + (uint)j;
            i = Following(i);
        }

        for (var k = 1; k < WordCount; k++)
        {
            words[i] = (words[i] ^ ((words[i - 1] ^ (words[i - 1] >> 30)) * 1566083941)) - (uint)i;
            i = Following(i);
        }

        words[0] = UpperBit;
    }

    /// <summary>Goes on from a state.</summary>
    public MersenneTwister(ImmutableArray<uint> words, int position)
    {
        this.words = [.. words];
        Position = position;
    }

    /// <summary>The state: a copy.</summary>
    public ImmutableArray<uint> Words => [.. words];

    /// <summary>How many words of the present block are used, 0 to <see cref="WordCount"/>.</summary>
    public int Position { get; private set; }

    /// <summary>Draws 32 bits.</summary>
    public uint Next()
    {
        if (Position == WordCount)
        {
            Twist();
        }

        return Temper(words[Position++]);
    }

    /// <summary>Draws 64 bits: the upper half first, as libtorch does.</summary>
    public ulong NextLong()
    {
        var upper = (ulong)Next();
        return (upper << 32) | Next();
    }

    private static uint Temper(uint word)
    {
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c5680;
        word ^= (word << 15) & 0xefc60000;
        return word ^ (word >> 18);
    }

    private int Following(int i)
    {
        if (i + 1 < WordCount)
        {
            return i + 1;
        }

        words[0] = words[WordCount - 1];
        return 1;
    }

    private void Twist()
    {
        // Three runs instead of indices modulo 624: this is where most of the time of a long draw goes.
        for (var i = 0; i < WordCount - Offset; i++)
        {
            words[i] = words[i + Offset] ^ Mix(words[i], words[i + 1]);
        }

        for (var i = WordCount - Offset; i < WordCount - 1; i++)
        {
            words[i] = words[i + Offset - WordCount] ^ Mix(words[i], words[i + 1]);
        }

        words[WordCount - 1] = words[Offset - 1] ^ Mix(words[WordCount - 1], words[0]);
        Position = 0;
    }

    private static uint Mix(uint upper, uint lower)
    {
        var word = (upper & UpperBit) | (lower & LowerBits);
        return (word >> 1) ^ (0x9908b0df & (0 - (word & 1)));
    }
}
