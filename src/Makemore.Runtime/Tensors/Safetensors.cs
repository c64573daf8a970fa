using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace Makemore.Runtime.Tensors;

/// <summary>Tensors with names and shapes, and text that belongs to them.</summary>
/// <param name="Tensors">The tensors, in their order.</param>
/// <param name="Metadata">The text by key.</param>
public sealed record SafetensorsContent(ImmutableArray<NamedTensor> Tensors, ImmutableSortedDictionary<string, string> Metadata);

/// <summary>
/// The safetensors format (https://github.com/huggingface/safetensors): the length of a header as 64 bits, the header as
/// JSON, then the numbers of all tensors without a gap. Tensors of wider numbers come first and the header is filled up
/// with spaces to a multiple of 8 bytes, so that every number is aligned.
/// </summary>
public static class Safetensors
{
    private const int Alignment = 8;
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes the format; the same content gives the same bytes.</summary>
    public static byte[] ToBytes(IReadOnlyList<NamedTensor> tensors, ImmutableSortedDictionary<string, string> metadata)
    {
        var inFile = tensors.OrderByDescending(tensor => SizeOf(tensor.Type)).ToArray();
        var header = Header(tensors, Offsets(inFile), metadata);
        var padded = (header.Length + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[sizeof(long) + padded + inFile.Sum(tensor => tensor.Bytes.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, padded);
        bytes.AsSpan(sizeof(long), padded).Fill((byte)' ');
        header.CopyTo(bytes.AsSpan(sizeof(long)));
        var position = sizeof(long) + padded;
        foreach (var tensor in inFile)
        {
            tensor.Bytes.Span.CopyTo(bytes.AsSpan(position));
            position += tensor.Bytes.Length;
        }

        return bytes;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="MakemoreException">The file is not there or damaged.</exception>
    public static SafetensorsContent Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MakemoreException($"There is no file {path}. Delete its folder, and `train` makes it again.", error);
        }
        catch (IOException error)
        {
            throw new MakemoreException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads the format.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="MakemoreException">The file is damaged.</exception>
    public static SafetensorsContent Parse(ReadOnlyMemory<byte> bytes, string path) => new SafetensorsReader(bytes, path).Read();

    /// <summary>The name of a type in the format.</summary>
    internal static string NameOf(TensorType type) => type switch
    {
        TensorType.Float32 => "F32",
        TensorType.Float64 => "F64",
        TensorType.Int32 => "I32",
        TensorType.Int64 => "I64",
        _ => "U8",
    };

    /// <summary>The bytes of one number.</summary>
    internal static int SizeOf(TensorType type) => type switch
    {
        TensorType.Float64 or TensorType.Int64 => 8,
        TensorType.Float32 or TensorType.Int32 => 4,
        _ => 1,
    };

    private static Dictionary<string, long> Offsets(IEnumerable<NamedTensor> inFile)
    {
        var offsets = new Dictionary<string, long>(StringComparer.Ordinal);
        var offset = 0L;
        foreach (var tensor in inFile)
        {
            offsets.Add(tensor.Name, offset);
            offset += tensor.Bytes.Length;
        }

        return offsets;
    }

    private static ReadOnlySpan<byte> Header(
        IReadOnlyList<NamedTensor> tensors, Dictionary<string, long> offsets, ImmutableSortedDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            foreach (var tensor in tensors)
            {
                WriteTensor(json, tensor, offsets[tensor.Name]);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static void WriteTensor(Utf8JsonWriter json, NamedTensor tensor, long offset)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", NameOf(tensor.Type));
        json.WriteStartArray("shape");
        foreach (var size in tensor.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.Bytes.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
