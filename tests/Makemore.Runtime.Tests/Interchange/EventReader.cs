using System.Buffers.Binary;
using Google.Protobuf;
using Xunit;

namespace Makemore.Runtime.Tests.Interchange;

/// <summary>A number that an event file tells of a step.</summary>
internal sealed record Scalar(double Time, long Step, string Tag, float Value);

/// <summary>What an event file tells: read by Google's library and a checksum of our own, in other words than it was written.</summary>
internal sealed record EventReader(IReadOnlyList<Scalar> Scalars, IReadOnlyDictionary<string, string> Texts, string Version, IReadOnlyList<long> Restarts)
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index =>
        Enumerable.Range(0, 8).Aggregate((uint)index, (value, _) => (value >> 1) ^ ((value & 1) * 0x82F63B78)))];

    /// <summary>CRC-32C by the table of its reflected polynomial.</summary>
    public static uint Checksum(ReadOnlySpan<byte> data)
    {
        var value = uint.MaxValue;
        foreach (var one in data)
        {
            value = Table[(value ^ one) & 0xff] ^ (value >> 8);
        }

        return ~value;
    }

    /// <summary>Reads a file whose last record may be torn.</summary>
    public static EventReader Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var (scalars, texts, restarts, version) = (new List<Scalar>(), new Dictionary<string, string>(), new List<long>(), "");
        ReadOnlySpan<byte> rest = copy.ToArray();
        while (rest.Length >= 12 && (ulong)rest.Length >= 16 + BinaryPrimitives.ReadUInt64LittleEndian(rest))
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            Assert.Equal(Masked(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            var content = rest.Slice(12, length);
            Assert.Equal(Masked(content), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            ReadEvent(new CodedInputStream(content.ToArray()), scalars, texts, restarts, ref version);
            rest = rest[(16 + length)..];
        }

        return new(scalars, texts, version, restarts);
    }

    private static uint Masked(ReadOnlySpan<byte> data)
    {
        var checksum = Checksum(data);
        return unchecked(((checksum >> 15) | (checksum << 17)) + 0xa282ead8u);
    }

    private static void ReadEvent(
        CodedInputStream input, List<Scalar> scalars, Dictionary<string, string> texts, List<long> restarts, ref string version)
    {
        var (time, step, isRestart) = (0.0, 0L, false);
        var values = new List<ByteString>();
        while (input.ReadTag() is not 0 and var tag)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    time = input.ReadDouble();
                    break;
                case 2:
                    step = input.ReadInt64();
                    break;
                case 3:
                    version = input.ReadString();
                    break;
                case 5:
                    values.AddRange(Fields(input.ReadBytes(), 1));
                    break;
                case 7:
                    isRestart = input.ReadBytes().Span.SequenceEqual((byte[])[0x08, 0x01]);
                    break;
                default:
                    Assert.Fail($"An event has no field {WireFormat.GetTagFieldNumber(tag)}.");
                    break;
            }
        }

        if (isRestart)
        {
            restarts.Add(step);
        }

        foreach (var value in values)
        {
            ReadValue(value, time, step, scalars, texts);
        }
    }

    private static void ReadValue(ByteString value, double time, long step, List<Scalar> scalars, Dictionary<string, string> texts)
    {
        var name = Fields(value, 1).Single().ToStringUtf8();
        if (Fields(value, 8).SingleOrDefault() is { } tensor)
        {
            // Of the plugin that shows texts: SummaryMetadata.plugin_data.plugin_name.
            Assert.Equal("text", Fields(Fields(Fields(value, 9).Single(), 1).Single(), 1).Single().ToStringUtf8());
            texts.Add(name, Fields(tensor, 8).Single().ToStringUtf8());
            return;
        }

        var input = value.CreateCodedInput();
        while (input.ReadTag() is not 0 and var tag)
        {
            if (WireFormat.GetTagFieldNumber(tag) == 2)
            {
                scalars.Add(new(time, step, name, input.ReadFloat()));
            }
            else
            {
                input.SkipLastField();
            }
        }
    }

    // The fields of a number that have a length.
    private static List<ByteString> Fields(ByteString message, int field)
    {
        var (input, found) = (message.CreateCodedInput(), new List<ByteString>());
        while (input.ReadTag() is not 0 and var tag)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                found.Add(input.ReadBytes());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }
}
