using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace Makemore.Runtime.Tensors;

/// <summary>Reads a safetensors file and refuses whatever the format does not allow.</summary>
internal sealed class SafetensorsReader(ReadOnlyMemory<byte> bytes, string path)
{
    private const int LongestHeader = 100_000_000;

    /// <summary>Reads everything; the tensors come in the order of the header.</summary>
    /// <exception cref="MakemoreException">The file is damaged.</exception>
    public SafetensorsContent Read()
    {
        var headerLength = HeaderLength();
        var data = bytes[(sizeof(long) + headerLength)..];
        try
        {
            using var header = JsonDocument.Parse(bytes.Slice(sizeof(long), headerLength));
            return Read(header.RootElement, data);
        }
        catch (Exception error) when (
            error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            // A value of another kind than expected, such as text for a number, ends here as well.
            throw Damaged($"its header is not what the format asks for ({error.Message})", error);
        }
    }

    private int HeaderLength()
    {
        if (bytes.Length < sizeof(long))
        {
            throw Damaged($"it has {bytes.Length} bytes, and the length of its header alone takes {sizeof(long)}");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes.Span);
        if (length is < 2 or > LongestHeader || length > bytes.Length - sizeof(long))
        {
            throw Damaged($"a header of {length} bytes does not fit into a file of {bytes.Length}");
        }

        return (int)length;
    }

    private SafetensorsContent Read(JsonElement header, ReadOnlyMemory<byte> data)
    {
        var tensors = ImmutableArray.CreateBuilder<NamedTensor>();
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ranges = new List<(long Start, long End)>();
        foreach (var entry in header.EnumerateObject())
        {
            if (!names.Add(entry.Name))
            {
                throw Damaged($"'{entry.Name}' comes twice");
            }

            if (entry.NameEquals("__metadata__"))
            {
                metadata.AddRange(entry.Value.EnumerateObject().Select(text => KeyValuePair.Create(text.Name, Text(text.Value))));
                continue;
            }

            var (start, end) = Range(entry, data.Length);
            ranges.Add((start, end));
            tensors.Add(Tensor(entry, data[(int)start..(int)end]));
        }

        CheckNoGap(ranges, data.Length);
        return new(tensors.ToImmutable(), metadata.ToImmutable());
    }

    private NamedTensor Tensor(JsonProperty entry, ReadOnlyMemory<byte> numbers)
    {
        var type = TypeOf(entry);
        ImmutableArray<long> shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        var tensor = new NamedTensor(entry.Name, type, shape, numbers);
        var expected = checked(shape.Aggregate(1L, (product, size) => checked(product * size)) * Safetensors.SizeOf(type));
        return shape.All(size => size >= 0) && expected == numbers.Length ? tensor : throw Damaged(
            $"'{entry.Name}' of shape ({string.Join(", ", shape)}) has {numbers.Length} bytes, and {expected} were expected");
    }

    private TensorType TypeOf(JsonProperty entry)
    {
        var name = Text(entry.Value.GetProperty("dtype"));
        foreach (var type in Enum.GetValues<TensorType>())
        {
            if (Safetensors.NameOf(type) == name)
            {
                return type;
            }
        }

        throw Damaged($"'{entry.Name}' is of type '{name}'; F32, F64, I32, I64 or U8 was expected");
    }

    private (long Start, long End) Range(JsonProperty entry, long length)
    {
        var offsets = entry.Value.GetProperty("data_offsets");
        if (offsets.GetArrayLength() != 2)
        {
            throw Damaged($"'{entry.Name}' needs two data offsets, and has {offsets.GetArrayLength()}");
        }

        var (start, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        return start >= 0 && start <= end && end <= length ? (start, end) : throw Damaged(
            $"'{entry.Name}' lies at {start} to {end}, and the file has {length} bytes of numbers");
    }

    private void CheckNoGap(List<(long Start, long End)> ranges, long length)
    {
        var position = 0L;
        foreach (var (start, end) in ranges.Order())
        {
            if (start != position)
            {
                throw Damaged($"its tensors leave a gap or overlap at byte {Math.Min(start, position)} of the numbers");
            }

            position = end;
        }

        if (position != length)
        {
            throw Damaged($"{length - position} bytes at its end belong to no tensor");
        }
    }

    private static string Text(JsonElement element) =>
        element.GetString() ?? throw new FormatException("null where text was expected");

    private MakemoreException Damaged(string what, Exception? cause = null) =>
        new($"{path} is damaged: {what}.", cause) { ExitCode = 1 };
}
