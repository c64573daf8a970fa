using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Makemore.Runtime.Simd;
using Xunit;

namespace Makemore.Runtime.Tests.Simd;

/// <summary>
/// Golden hashes of results, the same on every machine: run with DOTNET_EnableAVX512=0 and DOTNET_EnableAVX2=0 too, they tell whether
/// each width of vectors comes to the same bits.
/// </summary>
public sealed class SameBitsTests
{
    private const uint Stride = 40_009;

    public static TheoryData<string, Func<Vector512<float>, Vector512<float>>, string> All => new()
    {
        { "exp", Functions.Exp, "04c5cdf9351a8884" },
        { "log", Functions.Log, "451f342274f061be" },
        { "tanh", Functions.Tanh, "2c2bb95cef7bfd62" },
        { "sigmoid", Functions.Sigmoid, "410e723ff136eb43" },
        { "erf", Functions.Erf, "e81094b4e875e68e" },
        { "sine", Functions.Sine, "e45ee9a96da4f1e6" },
        { "cosine", Functions.Cosine, "7d84c2f03a538f31" },
        { "square root", Functions.SquareRoot, "ca1173d459ffe8b2" },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void A_function_has_the_same_bits_everywhere(
        string name, Func<Vector512<float>, Vector512<float>> function, string expected)
    {
        List<float> results = [];
        for (ulong bits = 0; bits <= uint.MaxValue; bits += Stride)
        {
            var x = BitConverter.UInt32BitsToSingle((uint)bits);
            var result = function(Vector512.Create(x))[0];

            // The bits of a NaN are the machine's.
            results.Add(float.IsNaN(result) ? 0 : result);
        }

        Assert.Equal($"{name} {expected}", $"{name} {Hash(CollectionsMarshal.AsSpan(results))}");
    }

    [Fact]
    public void A_product_has_the_same_bits_everywhere()
    {
        const int Rows = 45, Columns = 91, Depth = 300;
        using TestTensors tensors = new(11);
        var a = tensors.Matrix(Rows, Depth, TestLayout.Columns);
        var b = tensors.Matrix(Depth, Columns, TestLayout.Columns);
        var c = tensors.Random(Rows * Columns);

        Product.Multiply(a, b, c, Columns, Rows, Columns, Depth, adds: true);

        Assert.Equal("894ec59aaaa55a63", Hash(c.Span(Rows * Columns)));
    }

    private static string Hash(ReadOnlySpan<float> values) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values)))[..16];
}
