using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Makemore.Runtime.Tensors;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

public class SafetensorsTests
{
    private static readonly Gen<NamedTensor> Tensor = Gen.Select(
        Gen.String[1, 8], Gen.Enum<TensorType>(), Gen.Long[0, 4].Array[0, 3]).SelectMany((name, type, shape) =>
        {
            var count = (int)shape.Aggregate(1L, (product, size) => product * size) * Safetensors.SizeOf(type);
            return Gen.Byte.Array[count].Select(bytes => new NamedTensor(name, type, [.. shape], bytes));
        });

    private static readonly Gen<NamedTensor[]> Tensors = Tensor.Array[0, 6]
        .Select(tensors => tensors.DistinctBy(tensor => tensor.Name)
            .Where(tensor => tensor.Name != "__metadata__" && IsUnicode(tensor.Name)).ToArray());

    [Fact]
    public void A_missing_file_says_how_to_get_it_again()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "model.safetensors");
        var error = Assert.Throws<MakemoreException>(() => Safetensors.Read(path));
        Assert.Equal($"There is no file {path}. Delete its folder, and `train` makes it again.", error.Message);
    }

    [Fact]
    public void What_is_written_is_read_again() => Tensors.Sample(tensors =>
    {
        var metadata = ImmutableSortedDictionary<string, string>.Empty.Add("step", "7").Add("note", "a \"quoted\" ä");
        var content = Safetensors.Parse(Safetensors.ToBytes(tensors, metadata), "model");

        Assert.Equal(metadata, content.Metadata);
        Assert.Equal(tensors.Select(Describe), content.Tensors.Select(Describe));
    });

    [Fact]
    public void Every_number_is_aligned_to_its_size() => Tensors.Sample(tensors =>
    {
        var bytes = Safetensors.ToBytes(tensors, ImmutableSortedDictionary<string, string>.Empty);
        var header = sizeof(long) + BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, header % 8);
        var sizes = tensors.OrderByDescending(tensor => Safetensors.SizeOf(tensor.Type)).ToArray();
        var position = header;
        foreach (var tensor in sizes)
        {
            Assert.Equal(0, position % Safetensors.SizeOf(tensor.Type));
            position += tensor.Bytes.Length;
        }

        Assert.Equal(bytes.Length, position);
    });

    [Fact]
    public void A_file_has_the_bytes_that_the_format_asks_for()
    {
        var bytes = Safetensors.ToBytes(
            [NamedTensor.Of("w", [1, 2], new[] { 1f, -2f })], ImmutableSortedDictionary<string, string>.Empty.Add("k", "v"));
        var json = """{"__metadata__":{"k":"v"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""";
        var padded = json.PadRight((json.Length + 7) / 8 * 8);

        Assert.Equal(
            [.. BitConverter.GetBytes((long)padded.Length), .. Encoding.UTF8.GetBytes(padded),
                .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(-2f)],
            bytes);
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}""", "of type 'F16'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "has 8 bytes, and 12 were expected")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""", "of shape (-1, -2)")]
    [InlineData("""{"w":{"dtype":"F32","shape":[3000000000,3000000000,3000000000],"data_offsets":[0,8]}}""", "header")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "lies at 0 to 16")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "4 bytes at its end belong to no tensor")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "gap")]
    [InlineData(
        """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"v":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "overlap")]
    [InlineData(
        """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "'w' comes twice")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2]}}""", "header")]
    [InlineData("""{"w":7}""", "header")]
    [InlineData("""[1, 2]""", "header")]
    [InlineData("""{"w":{"dtype":"F32",""", "header")]
    public void A_damaged_header_is_named(string header, string expected)
    {
        byte[] bytes = [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. new byte[8]];

        var error = Assert.Throws<MakemoreException>(() => Safetensors.Parse(bytes, "model.safetensors"));

        Assert.StartsWith("model.safetensors is damaged: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_of_any_kind_is_an_error_for_the_user_or_harmless() =>
        Gen.Select(Tensors, Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Bool).Sample((tensors, place, value, isCut) =>
        {
            var bytes = Safetensors.ToBytes(tensors, ImmutableSortedDictionary<string, string>.Empty.Add("a", "b"));
            place %= bytes.Length;
            if (!isCut)
            {
                bytes[place] = value;
            }

            try
            {
                Safetensors.Parse(isCut ? bytes.AsMemory(0, place) : bytes, "model.safetensors");
            }
            catch (MakemoreException error)
            {
                Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
            }
        });

    private static string Describe(NamedTensor tensor) =>
        $"{tensor.Name} {tensor.Type} ({string.Join(", ", tensor.Shape)}) {Convert.ToHexString(tensor.Bytes.Span)}";

    private static bool IsUnicode(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
}
