using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Numerics;

/// <summary>Where a <see cref="TorchGenerator"/> stands, so that a run can go on with the same draws.</summary>
/// <param name="Words">The 624 words of the Mersenne Twister.</param>
/// <param name="Position">How many of them are used.</param>
/// <param name="CachedNormal">The second of a pair of normal numbers, where only the first has been given out.</param>
public sealed record GeneratorState(ImmutableArray<uint> Words, int Position, double? CachedNormal)
{
    private const int PositionOffset = MersenneTwister.WordCount * sizeof(uint);
    private const int NormalOffset = PositionOffset + sizeof(int);
    private const int ByteCount = NormalOffset + sizeof(double);

    /// <summary>The state as bytes: the words, the position, the cached normal (NaN for none), little-endian.</summary>
    /// <param name="name">The name of the tensor.</param>
    public NamedTensor ToTensor(string name)
    {
        var bytes = new byte[ByteCount];
        for (var i = 0; i < Words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), Words[i]);
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(PositionOffset), Position);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(NormalOffset), CachedNormal ?? double.NaN);
        return NamedTensor.Of(name, [ByteCount], bytes);
    }

    /// <summary>Reads what <see cref="ToTensor"/> made.</summary>
    /// <exception cref="MakemoreException">The tensor is not the state of a generator.</exception>
    public static GeneratorState FromTensor(NamedTensor tensor)
    {
        if (tensor.Type != TensorType.UInt8 || tensor.Bytes.Length != ByteCount)
        {
            throw new MakemoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"The tensor '{tensor.Name}' has {tensor.Bytes.Length} bytes of type {tensor.Type}; the state of a " +
                    $"generator has {ByteCount} of type {TensorType.UInt8}. The file is damaged or of " +
                    $"another version."));
        }

        var bytes = tensor.Bytes.Span;
        var words = ImmutableArray.CreateBuilder<uint>(MersenneTwister.WordCount);
        for (var i = 0; i < MersenneTwister.WordCount; i++)
        {
            words.Add(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]));
        }

        var position = BinaryPrimitives.ReadInt32LittleEndian(bytes[PositionOffset..]);
        if (position is < 0 or > MersenneTwister.WordCount)
        {
            throw new MakemoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"The tensor '{tensor.Name}' gives {position} as the position of a generator; 0 to " +
                    $"{MersenneTwister.WordCount} was expected. The file is damaged."));
        }

        var normal = BinaryPrimitives.ReadDoubleLittleEndian(bytes[NormalOffset..]);
        return new(words.MoveToImmutable(), position, double.IsNaN(normal) ? null : normal);
    }

    /// <summary>Whether both states give the same draws.</summary>
    public bool Equals(GeneratorState? other) =>
        other is not null
        && Position == other.Position
        && CachedNormal == other.CachedNormal
        && Words.AsSpan().SequenceEqual(other.Words.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Words[0], Words[^1], Position, CachedNormal);
}
