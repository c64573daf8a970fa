using System.Runtime.CompilerServices;

namespace Makemore.Runtime.Ngram.Counting;

/// <summary>The codes of an n-gram's tokens in one number, the last token in the lowest bits.</summary>
/// <typeparam name="TSelf">The type that is the key.</typeparam>
public interface INgramKey<TSelf> : IEquatable<TSelf>, IComparable<TSelf>
    where TSelf : unmanaged, INgramKey<TSelf>
{
    /// <summary>The bits of a key.</summary>
    static abstract int Capacity { get; }

    /// <summary>The key of the n-gram one token further: the first code goes, a new last one comes.</summary>
    /// <param name="code">The new code.</param>
    /// <param name="codeBits">The bits of a code.</param>
    /// <param name="keyBits">The bits of all codes.</param>
    TSelf Append(uint code, int codeBits, int keyBits);

    /// <summary>The bits from <paramref name="shift"/> on, <paramref name="bits"/> of them, 32 at most.</summary>
    uint Bits(int shift, int bits);

    /// <summary>A number that spreads keys evenly over its high bits.</summary>
    ulong Hash();
}

/// <summary>A key of up to 64 bits.</summary>
public readonly record struct Key64(ulong Value) : INgramKey<Key64>
{
    /// <inheritdoc/>
    public static int Capacity => 64;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Key64 Append(uint code, int codeBits, int keyBits) =>
        new(((Value << codeBits) | code) & (ulong.MaxValue >> (64 - keyBits)));

    /// <inheritdoc/>
    public uint Bits(int shift, int bits) => (uint)((Value >> shift) & (ulong.MaxValue >> (64 - bits)));

    /// <inheritdoc/>
    public ulong Hash() => KeyHash.Of(Value);

    /// <inheritdoc/>
    public int CompareTo(Key64 other) => Value.CompareTo(other.Value);
}

/// <summary>A key of up to 128 bits: 16 characters of a small alphabet.</summary>
public readonly record struct Key128(UInt128 Value) : INgramKey<Key128>
{
    /// <inheritdoc/>
    public static int Capacity => 128;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Key128 Append(uint code, int codeBits, int keyBits) =>
        new(((Value << codeBits) | code) & (UInt128.MaxValue >> (128 - keyBits)));

    /// <inheritdoc/>
    public uint Bits(int shift, int bits) => (uint)(Value >> shift) & (uint.MaxValue >> (32 - bits));

    /// <inheritdoc/>
    public ulong Hash() => KeyHash.Of((ulong)Value ^ KeyHash.Of((ulong)(Value >> 64)));

    /// <inheritdoc/>
    public int CompareTo(Key128 other) => Value.CompareTo(other.Value);
}

/// <summary>A key of up to 512 bits: 16 bytes, or 16 words of any vocabulary.</summary>
public struct Key512 : INgramKey<Key512>
{
    private const int WordCount = 8;
    private Words words;

    /// <inheritdoc/>
    public static int Capacity => 64 * WordCount;

    /// <inheritdoc/>
    public readonly Key512 Append(uint code, int codeBits, int keyBits)
    {
        var key = default(Key512);
        var carried = (ulong)code;
        for (var word = 0; word < WordCount && 64 * word < keyBits; word++)
        {
            key.words[word] = (words[word] << codeBits) | carried;
            carried = words[word] >> (64 - codeBits);
        }

        if (keyBits % 64 is > 0 and var used)
        {
            key.words[keyBits / 64] &= ulong.MaxValue >> (64 - used);
        }

        return key;
    }

    /// <inheritdoc/>
    public readonly uint Bits(int shift, int bits)
    {
        var (word, offset) = (shift / 64, shift % 64);
        var value = words[word] >> offset;
        if (offset + bits > 64)
        {
            value |= words[word + 1] << (64 - offset);
        }

        return (uint)value & (uint.MaxValue >> (32 - bits));
    }

    /// <inheritdoc/>
    public readonly ulong Hash()
    {
        var hash = 0UL;
        for (var word = 0; word < WordCount; word++)
        {
            hash = KeyHash.Of(hash ^ words[word]);
        }

        return hash;
    }

    /// <inheritdoc/>
    public readonly bool Equals(Key512 other) => ((ReadOnlySpan<ulong>)words).SequenceEqual(other.words);

    /// <inheritdoc/>
    public readonly int CompareTo(Key512 other)
    {
        for (var word = WordCount - 1; word > 0; word--)
        {
            if (words[word] != other.words[word])
            {
                return words[word].CompareTo(other.words[word]);
            }
        }

        return words[0].CompareTo(other.words[0]);
    }

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Key512 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => Hash().GetHashCode();

    // The word with the lowest bits comes first.
    [InlineArray(WordCount)]
    private struct Words
    {
        private ulong first;
    }
}

/// <summary>Spreads the bits of a number.</summary>
internal static class KeyHash
{
    /// <summary>Multiplies by 2^64 over the golden ratio (Knuth), and lets the high half reach the low bits and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong value)
    {
        value *= 0x9E3779B97F4A7C15;
        return (value ^ (value >> 32)) * 0x9E3779B97F4A7C15;
    }
}
