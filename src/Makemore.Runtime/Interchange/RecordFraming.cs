using System.Buffers.Binary;
using System.Numerics;

namespace Makemore.Runtime.Interchange;

/// <summary>The records of TFRecord files: length, its checksum, content, its checksum, all little-endian.</summary>
internal static class RecordFraming
{
    // A checksum of data that holds checksums is weak, so the format turns each and adds to it.
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>A record with its frame.</summary>
    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        var record = new byte[sizeof(ulong) + sizeof(uint) + content.Length + sizeof(uint)];
        var span = record.AsSpan();
        BinaryPrimitives.WriteUInt64LittleEndian(span, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(span[8..], MaskedChecksum(span[..8]));
        content.CopyTo(span[12..]);
        BinaryPrimitives.WriteUInt32LittleEndian(span[(12 + content.Length)..], MaskedChecksum(content));
        return record;
    }

    // CRC-32C, the polynomial of Castagnoli.
    private static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        var checksum = uint.MaxValue;
        foreach (var value in data)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return BitOperations.RotateRight(~checksum, 15) + MaskDelta;
    }
}
