using System.Buffers.Binary;
using System.Text;

namespace Makemore.Runtime.Interchange;

/// <summary>A message in the wire format of Protocol Buffers: fields behind their numbers, in the order in which they are added.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<byte> bytes = [];

    /// <summary>Adds a whole number; of a negative one, the two's complement.</summary>
    public ProtobufMessage Integer(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
        return this;
    }

    /// <summary>Adds a double.</summary>
    public ProtobufMessage Double(int field, double value)
    {
        Tag(field, WireType.Fixed64);
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
        bytes.AddRange(eight);
        return this;
    }

    /// <summary>Adds a float.</summary>
    public ProtobufMessage Single(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        bytes.AddRange(four);
        return this;
    }

    /// <summary>Adds a text.</summary>
    public ProtobufMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a message.</summary>
    public ProtobufMessage Message(int field, ProtobufMessage value) => Bytes(field, value.ToBytes());

    /// <summary>The message as bytes.</summary>
    public byte[] ToBytes() => [.. bytes];

    private ProtobufMessage Bytes(int field, byte[] value)
    {
        Tag(field, WireType.Length);
        Varint((ulong)value.Length);
        bytes.AddRange(value);
        return this;
    }

    private void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    // Seven bits a byte, the lowest first; the eighth says that there are more.
    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Length = 2,
        Fixed32 = 5,
    }
}
